import { firstBranch } from '../testing/build-tree.js';
import { type FeedbackFixture, feedbackFixture } from '../testing/feedback-fixture.js';
import { RingDueClocks } from './application/ring-due-clocks.js';
import { DueCasesRepository } from './persistence/due-cases-repository.js';

const DUE = 20_000;
const OPEN = 100_000;

describe('a great many open cases', () => {
  let f: FeedbackFixture;

  beforeAll(async () => {
    f = await feedbackFixture();
    const union = firstBranch(f.city).at(-1);
    await f.database.transaction(async (tx) => {
      await tx.query(`set local statement_timeout = 0`);
      await tx.query(
        `with c as (
           insert into feedback_case (id, number, kind, state, version, submitted_by, worker_id, text, origin_unit_id, owner_unit_id,
                                      chain_seq, step, due_at, submitted_on, submitted_at)
           select uuidv7(), 'n' || n, 'daily_work', 'SUBMITTED', 1, 'WORKER', uuidv7(), 'x', $1, $1, 1, 'ACKNOWLEDGE',
                  now() + interval '1 hour' + n * interval '1 second', current_date, now()
             from generate_series(1, $2::int) n returning id, submitted_at)
         insert into case_chain (case_id, seq, unit_id, tier, reason, arrived_at, arrived_on)
         select id, 1, $1, 'GRASSROOTS', 'SUBMITTED', submitted_at, current_date from c`,
        [union?.unitId, OPEN],
      );
    });
    await f.database.query(`analyze`);
  });
  afterAll(() => f.stop());

  it('costs next to nothing to look at while none is due: one page of a partial index', async () => {
    const due = f.get(DueCasesRepository);
    await due.anyDue();
    const started = performance.now();
    for (let i = 0; i < 200; i++) await due.anyDue();
    expect((performance.now() - started) / 200).toBeLessThan(2); // 0.2 ms on a quiet machine
    const plan = await f.database.query<{ 'QUERY PLAN': string }>(
      `explain select 1 from feedback_case where due_at <= now() limit 1`,
    );
    expect(plan.map((r) => r['QUERY PLAN']).join('\n')).toContain('feedback_case_due');
  });

  it('climbs twenty thousand at once within seconds', async () => {
    await f.database.query(
      `update feedback_case set due_at = now() - interval '1 hour' where substr(number, 2)::int <= $1`,
      [DUE],
    );
    const started = performance.now();
    expect(await f.get(RingDueClocks).run()).toBe(DUE);
    const took = performance.now() - started;
    process.stdout.write(`${DUE} due cases: ${Math.round(took)} ms\n`);
    expect(took).toBeLessThan(10_000); // about a second on a quiet machine
    const [row] = await f.database.query<{ n: number }>(
      `select count(*)::int as n from outbox where type like '%.escalated.%'`,
    );
    expect(row?.n).toBe(DUE);
  });
});
