import type { Client } from 'pg';
import { say } from '../report/progress.js';
import { withoutIndexes } from './without-indexes.js';

const CHUNK = 200_000;

/** Open cases of all kinds over all grassroots unions, whose clocks ring in a month: `bench-1` to `bench-<count>`. */
export async function loadCases(feedback: Client, count: number): Promise<void> {
  await feedback.query(
    `create temp table bench_union as
     select row_number() over (order by unit_id) - 1 as n, unit_id from unit_mirror where tier = 'GRASSROOTS'`,
  );
  await feedback.query('create unique index on bench_union (n)');
  await feedback.query('analyze bench_union');
  await withoutIndexes(feedback, 'feedback_case', async () => {
    for (let from = 1; from <= count; from += CHUNK) {
      const to = Math.min(from + CHUNK - 1, count);
      await feedback.query(
        `with made as (
           insert into feedback_case (id, number, kind, state, version, submitted_by, worker_id, text, origin_unit_id,
             owner_unit_id, chain_seq, step, due_at, submitted_on, submitted_at)
           select uuidv7(), 'bench-' || c.n, (array['hazard','daily_work','daily_life','wages','complaint','suggestion'])[1 + c.n % 6],
                  'SUBMITTED', 1, 'WORKER', uuidv7(), '楼梯间照明坏了，夜班下楼看不清台阶。', u.unit_id, u.unit_id, 1, 'ACKNOWLEDGE',
                  now() + interval '30 days' + random() * interval '10 days', current_date, now()
             from generate_series($1::int, $2::int) as c (n)
             join bench_union u on u.n = (c.n::bigint * 7919) % (select count(*) from bench_union)
           returning id, owner_unit_id),
         chain as (
           insert into case_chain (case_id, seq, unit_id, tier, reason, arrived_at, arrived_on)
           select id, 1, owner_unit_id, 'GRASSROOTS', 'SUBMITTED', now(), current_date from made)
         insert into case_event (case_id, seq, what, state, unit_id, actor_kind, at, on_day)
         select id, 1, 'SUBMITTED', 'SUBMITTED', owner_unit_id, 'WORKER', now(), current_date from made`,
        [from, to],
      );
      if (to < count) say(`${to.toLocaleString('en-US')} cases of ${count.toLocaleString('en-US')}`);
    }
  });
  await feedback.query('vacuum analyze');
}

/** Makes `count` of the cases due now, spread evenly over all of them; each `turn` takes others. */
export async function makeDue(feedback: Client, cases: number, count: number, turn: number): Promise<void> {
  const { rowCount } = await feedback.query(
    `update feedback_case set due_at = now()
      where number in (select 'bench-' || floor($1::float8 * n / $2::int + 1 + $3::int)::bigint from generate_series(0, $2::int - 1) as n)`,
    [cases, count, turn],
  );
  if (rowCount !== count) throw new Error(`${rowCount} of ${count} cases were made due`);
}
