import { type DepartureKind, fail, type MembershipChange, type MirroredWorker } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { mirroredWorkerSql } from './mirrored-worker-sql.js';
import { sayWhyMembershipsChange } from './say-why-memberships-change.js';

/** A worker whose row, and whose union's, the transaction holds. */
export interface HeldWorker {
  id: string;
  unitId: string;
  slot: number;
  status: 'ACTIVE' | 'LEFT';
  leftKind: DepartureKind | 'ERASED' | null;
}

/** Where workers stand: their slots, the unions' counts. Always inside the caller's transaction. */
@Injectable()
export class WorkerPlaces {
  /**
   * Locks the worker's union and `alsoUnits` in the order in which rosters lock them, then the worker.
   *
   * @throws NOT_FOUND for nobody, CONFLICT (to be tried again) when the worker was moved meanwhile
   */
  async hold(tx: Tx, workerId: string, alsoUnits: readonly string[] = []): Promise<HeldWorker> {
    const [seen] = await tx.query<{ unitId: string }>(`select unit_id as "unitId" from worker where id = $1`, [
      workerId,
    ]);
    if (!seen) throw fail('NOT_FOUND');
    await tx.query(`select 1 from unit where id = any($1::uuid[]) order by id for no key update`, [
      [seen.unitId, ...alsoUnits],
    ]);
    const [held] = await tx.query<HeldWorker>(
      `select id, unit_id as "unitId", slot, status, left_kind as "leftKind" from worker where id = $1 for no key update`,
      [workerId],
    );
    if (held?.unitId !== seen.unitId) throw fail('CONFLICT');
    return held;
  }

  /** A new place in a union, for good. @throws UNIT_TAKES_NO_MEMBERS */
  async takeSlot(tx: Tx, unitId: string, { primary }: { primary: boolean }): Promise<number> {
    const [row] = await tx.query<{ slot: number }>(
      `update unit set next_slot = next_slot + 1, worker_count = worker_count + $2, roster_changed_at = now()
        where id = $1 and tier = 'GRASSROOTS' and status = 'ACTIVE' returning next_slot - 1 as slot`,
      [unitId, primary ? 1 : 0],
    );
    if (!row) throw fail('UNIT_TAKES_NO_MEMBERS');
    return row.slot;
  }

  private async countMembers(tx: Tx, unitId: string, change: 1 | -1): Promise<void> {
    await tx.query(`update unit set worker_count = worker_count + $2, roster_changed_at = now() where id = $1`, [
      unitId,
      change,
    ]);
  }

  /** To another primary union, or back into one after having left. */
  async moveTo(tx: Tx, worker: HeldWorker, unitId: string, because: MembershipChange): Promise<void> {
    await sayWhyMembershipsChange(tx, because);
    const slot = await this.takeSlot(tx, unitId, { primary: true });
    if (worker.status === 'ACTIVE') await this.countMembers(tx, worker.unitId, -1);
    // one who comes back to the same union changes no unit_id: the trigger goes by the status then
    await tx.query(
      `update worker set unit_id = $2, slot = $3, status = 'ACTIVE', revision = nextval('worker_revision') where id = $1`,
      [worker.id, unitId, slot],
    );
  }

  async leave(tx: Tx, worker: HeldWorker, departure: { kind: DepartureKind | 'ERASED'; on: string }): Promise<void> {
    await sayWhyMembershipsChange(tx, departure.kind);
    await tx.query(
      `update worker set status = 'LEFT', left_kind = $2, left_on = $3::date, revision = nextval('worker_revision')
        where id = $1`,
      [worker.id, departure.kind, departure.on],
    );
    if (worker.status === 'ACTIVE') await this.countMembers(tx, worker.unitId, -1);
  }

  /** As if the departure had never been: same slot, same stay, same other unions. */
  async takeDepartureBack(tx: Tx, worker: HeldWorker): Promise<void> {
    await sayWhyMembershipsChange(tx, 'RETURNED');
    await tx.query(`update worker set status = 'ACTIVE', revision = nextval('worker_revision') where id = $1`, [
      worker.id,
    ]);
    const [stay] = await tx.query<{ until: string }>(
      `with stay as (
         delete from membership_period where id = (select max(id) from membership_period where worker_id = $1)
         returning since, until, begun_as)
       update worker w set joined_at = stay.since, begun_as = stay.begun_as from stay where w.id = $1
       returning stay.until::text`,
      [worker.id],
    );
    await tx.query(
      `update secondary_membership m set ended = null, ended_as = null
         from unit u where m.worker_id = $1 and m.ended = $2::timestamptz and u.id = m.unit_id and u.status = 'ACTIVE'`,
      [worker.id, stay?.until ?? null],
    );
    await this.countMembers(tx, worker.unitId, 1);
  }

  async mirrored(tx: Tx, workerIds: readonly string[]): Promise<MirroredWorker[]> {
    const rows = await tx.query<{ worker: MirroredWorker }>(
      `select ${mirroredWorkerSql('w')} as worker from worker w where w.id = any($1::uuid[]) order by w.id`,
      [workerIds],
    );
    return rows.map((row) => row.worker);
  }
}
