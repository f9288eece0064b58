import type { MirroredWorker } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { mirroredWorkerSql } from './mirrored-worker-sql.js';
import { sayWhyMembershipsChange } from './say-why-memberships-change.js';

/** A union that takes members over. `workerIds` left out: all whom no other entry names. */
export interface TakingOver {
  unitId: string;
  workerIds?: readonly string[];
}

/**
 * Moves those for whom `fromUnitId` is a second union to the unions that take over, each into a new slot there. Whoever
 * is in that union already is only taken out of the old one. The caller holds the units. Three statements, however many
 * workers; gives everybody concerned as they now stand, to be announced.
 */
export async function moveSecondaryMemberships(
  tx: Tx,
  fromUnitId: string,
  to: readonly TakingOver[],
): Promise<MirroredWorker[]> {
  await sayWhyMembershipsChange(tx, 'UNIT_CHANGE');
  const named = to.flatMap(({ unitId, workerIds = [] }) => workerIds.map((workerId) => ({ unitId, workerId })));
  const rest = to.find(({ workerIds }) => !workerIds)?.unitId ?? null;
  const ended = await tx.query<{ workerId: string }>(
    `update secondary_membership set ended = now(), ended_as = 'UNIT_CHANGE' where unit_id = $1 and ended is null
     returning worker_id as "workerId"`,
    [fromUnitId],
  );
  if (ended.length === 0) return [];
  const workerIds = ended.map((row) => row.workerId);
  await tx.query(
    `with going as (
       select w.id as worker_id, coalesce(n.unit_id, $4::uuid) as unit_id
         from worker w left join unnest($2::uuid[], $3::uuid[]) as n (worker_id, unit_id) on n.worker_id = w.id
        where w.id = any($1::uuid[]) and w.status = 'ACTIVE'),
     placed as (
       select g.worker_id, g.unit_id, u.next_slot - 1 + row_number() over (partition by g.unit_id order by g.worker_id) as slot
         from going g join unit u on u.id = g.unit_id join worker w on w.id = g.worker_id
        where w.unit_id <> g.unit_id
          and not exists (select 1 from secondary_membership m
                           where m.worker_id = g.worker_id and m.unit_id = g.unit_id and m.ended is null)),
     counted as (
       update unit u set next_slot = u.next_slot + p.taken
         from (select unit_id, count(*)::int as taken from placed group by unit_id) p where u.id = p.unit_id)
     insert into secondary_membership (worker_id, unit_id, slot, begun_as)
     select worker_id, unit_id, slot, 'UNIT_CHANGE' from placed`,
    [workerIds, named.map((n) => n.workerId), named.map((n) => n.unitId), rest],
  );
  await tx.query(`update worker set revision = nextval('worker_revision') where id = any($1::uuid[])`, [workerIds]);
  const rows = await tx.query<{ worker: MirroredWorker }>(
    `select ${mirroredWorkerSql('w')} as worker from worker w where w.id = any($1::uuid[]) order by w.id`,
    [workerIds],
  );
  return rows.map((row) => row.worker);
}
