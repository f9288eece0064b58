import type { MirroredWorker } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { mirroredWorkerSql } from '../../membership-place/persistence/mirrored-worker-sql.js';
import { sayWhyMembershipsChange } from '../../membership-place/persistence/say-why-memberships-change.js';

/** What of a unit passes to another: workers; and what ends with it: powers and duty. */
@Injectable()
export class HandoverRepository {
  /** All active members of the units that go, each with the union that gets them. */
  async membersOf(tx: Tx, handovers: readonly { from: string; to: string }[]): Promise<WorkerMove[]> {
    return tx.query<WorkerMove>(
      `select w.id as "workerId", h.target as "unitId"
         from unnest($1::uuid[], $2::uuid[]) as h (source, target)
         join worker w on w.unit_id = h.source and w.status = 'ACTIVE'`,
      [handovers.map((h) => h.from), handovers.map((h) => h.to)],
    );
  }

  /** Active members of one unit: those of the ids, and those of the trades. */
  async membersNamed(
    tx: Tx,
    unitId: string,
    workerIds: readonly string[],
    trades: readonly string[],
  ): Promise<{ workerId: string; trade: string }[]> {
    return tx.query(
      `select id as "workerId", trade from worker
        where unit_id = $1 and status = 'ACTIVE' and (id = any($2::uuid[]) or trade = any($3::text[]))`,
      [unitId, workerIds, trades],
    );
  }

  /**
   * Gives each worker the next free slot of the new union, in the order of the old slots. The caller has locked all the
   * unions, so that nobody else gives slots away meanwhile, and no worker is without a union at any moment.
   */
  async moveWorkers(tx: Tx, moves: readonly WorkerMove[]): Promise<MirroredWorker[]> {
    if (moves.length === 0) return [];
    await sayWhyMembershipsChange(tx, 'UNIT_CHANGE');
    const rows = await tx.query<{ from: string; worker: MirroredWorker }>(
      `with placed as (
         select w.id, w.unit_id as source, m.unit_id,
                u.next_slot + row_number() over (partition by m.unit_id order by w.unit_id, w.slot) - 1 as slot
           from unnest($1::uuid[], $2::uuid[]) as m (worker_id, unit_id)
           join worker w on w.id = m.worker_id
           join unit u on u.id = m.unit_id)
       update worker w set unit_id = p.unit_id, slot = p.slot, revision = nextval('worker_revision')
         from placed p where w.id = p.id
       returning p.source as "from", ${mirroredWorkerSql('w')} as worker`,
      [moves.map((move) => move.workerId), moves.map((move) => move.unitId)],
    );
    const counts = new Map<string, { slots: number; members: number }>();
    const count = (unitId: string, slots: number, members: number): void => {
      const before = counts.get(unitId) ?? { slots: 0, members: 0 };
      counts.set(unitId, { slots: before.slots + slots, members: before.members + members });
    };
    for (const { from, worker } of rows) {
      count(from, 0, -1);
      count(worker.unitId, 1, 1);
    }
    await tx.query(
      `update unit u set next_slot = u.next_slot + c.slots, worker_count = u.worker_count + c.members,
              roster_changed_at = now()
         from unnest($1::uuid[], $2::int[], $3::int[]) as c (id, slots, members) where u.id = c.id`,
      [[...counts.keys()], [...counts.values()].map((c) => c.slots), [...counts.values()].map((c) => c.members)],
    );
    return rows.map((row) => row.worker);
  }

  /** What an empty unit has nothing of. */
  async countOf(tx: Tx, unitId: string): Promise<{ units: number; workers: number }> {
    const [row] = await tx.query<{ units: number; workers: number }>(
      `select (select count(*)::int from unit where parent_id = $1 and status = 'ACTIVE') as units,
              (select count(*)::int from worker where unit_id = $1 and status = 'ACTIVE') as workers`,
      [unitId],
    );
    return row ?? { units: 0, workers: 0 };
  }

  /**
   * Nobody keeps power at a unit that is gone, neither in person nor as a deputy, on duty or through a program; sessions
   * see it at the next request, within 5 s at the gateway.
   */
  async endPowers(tx: Tx, unitIds: readonly string[], endedBy: string | null): Promise<EndedPower[]> {
    return tx.query<EndedPower>(
      `with appointments as (
         update appointment set ends_at = greatest(starts_at, clock_timestamp()), dismissed_by = $2
          where unit_id = any($1::uuid[]) and (ends_at is null or ends_at > clock_timestamp())
         returning id, account_id, unit_id),
       deputies as (
         update deputy_cover d set ends_at = greatest(d.starts_at, clock_timestamp()), ended_by = $2
           from appointments a where d.appointment_id = a.id and d.ends_at > clock_timestamp()
         returning d.id, d.account_id, a.unit_id),
       tokens as (
         update api_token set revoked_at = now(), revoked_by = $2 where unit_id = any($1::uuid[]) and revoked_at is null
         returning id, account_id, unit_id),
       shifts as (delete from duty_shift where unit_id = any($1::uuid[])),
       substitutes as (
         update duty_substitute set cancelled_at = now()
          where unit_id = any($1::uuid[]) and cancelled_at is null and ends_at > now())
       select action, unit_id as "unitId", json_agg(id) as ids, json_agg(account_id) as "accountIds"
         from (select 'appointment.ended' as action, * from appointments
               union all select 'deputy.ended', * from deputies
               union all select 'api-token.revoked', * from tokens) ended
        group by action, unit_id`,
      [unitIds, endedBy],
    );
  }
}

export interface WorkerMove {
  workerId: string;
  /** The new union. */
  unitId: string;
}
export interface EndedPower {
  action: 'appointment.ended' | 'deputy.ended' | 'api-token.revoked';
  unitId: string;
  ids: string[];
  accountIds: string[];
}
