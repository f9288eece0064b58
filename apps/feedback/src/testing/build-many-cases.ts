import type { Database } from '@guantong/persistence';

/** Open cases, evenly from all grassroots unions, numbered n1, n2, …; the first clock rings in an hour, then one a second. */
export async function buildManyCases(database: Database, count: number): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query(`set local statement_timeout = 0`);
    const units = await tx.query<{ unit_id: string }>(`select unit_id from unit_mirror where tier = 'GRASSROOTS'`);
    await tx.query(
      `with c as (
         insert into feedback_case (id, number, kind, state, version, submitted_by, worker_id, text, origin_unit_id, owner_unit_id,
                                    chain_seq, step, due_at, submitted_on, submitted_at)
         select uuidv7(), 'n' || i, 'daily_work', 'SUBMITTED', 1, 'WORKER', uuidv7(), 'x', unit_id, unit_id, 1, 'ACKNOWLEDGE',
                now() + interval '1 hour' + i * interval '1 second', current_date - i % 30, now()
           from generate_series(1, $1::int) i cross join lateral (select ($2::uuid[])[1 + i % $3::int] as unit_id) u
         returning id, owner_unit_id, submitted_at)
       insert into case_chain (case_id, seq, unit_id, tier, reason, arrived_at, arrived_on)
       select id, 1, owner_unit_id, 'GRASSROOTS', 'SUBMITTED', submitted_at, current_date from c`,
      [count, units.map((u) => u.unit_id), units.length],
    );
  });
  await database.query(`analyze`);
}
