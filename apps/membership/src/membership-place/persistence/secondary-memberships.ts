import { fail, type MembershipChange, MOST_SECONDARY_UNIONS, type Scope } from '@guantong/contracts';
import { scopeSql, scopeValues, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { type HeldWorker, WorkerPlaces } from './worker-places.js';

/** Unions besides the primary one. Always inside the caller's transaction, which holds the worker. */
@Injectable()
export class SecondaryMemberships {
  constructor(private readonly places: WorkerPlaces) {}

  /** @throws WORKER_HAS_LEFT ALREADY_MEMBER TOO_MANY_UNIONS UNIT_TAKES_NO_MEMBERS */
  async add(tx: Tx, worker: HeldWorker, unitId: string, because: MembershipChange): Promise<void> {
    if (worker.status !== 'ACTIVE') throw fail('WORKER_HAS_LEFT');
    const others = await tx.query<{ unitId: string }>(
      `select unit_id as "unitId" from secondary_membership where worker_id = $1 and ended is null`,
      [worker.id],
    );
    if (worker.unitId === unitId || others.some((other) => other.unitId === unitId)) throw fail('ALREADY_MEMBER');
    if (others.length >= MOST_SECONDARY_UNIONS) throw fail('TOO_MANY_UNIONS', { most: MOST_SECONDARY_UNIONS });
    const slot = await this.places.takeSlot(tx, unitId, { primary: false });
    await tx.query(`insert into secondary_membership (worker_id, unit_id, slot, begun_as) values ($1, $2, $3, $4)`, [
      worker.id,
      unitId,
      slot,
      because,
    ]);
    await this.raiseRevision(tx, worker.id);
  }

  /** @throws NOT_FOUND when there is none such */
  async end(tx: Tx, workerId: string, unitId: string): Promise<void> {
    const ended = await tx.query(
      `update secondary_membership set ended = now(), ended_as = 'REMOVED'
        where worker_id = $1 and unit_id = $2 and ended is null returning 1`,
      [workerId, unitId],
    );
    if (ended.length === 0) throw fail('NOT_FOUND');
    await this.raiseRevision(tx, workerId);
  }

  /** @throws NOT_FOUND unless the scope covers the worker's primary union, or that other one in which they are */
  async requireSayOver(tx: Tx, scope: Scope, workerId: string, unitId: string): Promise<void> {
    const found = await tx.query(
      `select 1 from secondary_membership m join worker w on w.id = m.worker_id
         join unit u on u.id in (m.unit_id, w.unit_id)
        where m.worker_id = $1 and m.unit_id = $2 and m.ended is null and ${scopeSql('u.id', 'u.path', 3)}`,
      [workerId, unitId, ...scopeValues(scope)],
    );
    if (found.length === 0) throw fail('NOT_FOUND');
  }

  private async raiseRevision(tx: Tx, workerId: string): Promise<void> {
    await tx.query(`update worker set revision = nextval('worker_revision') where id = $1`, [workerId]);
  }
}
