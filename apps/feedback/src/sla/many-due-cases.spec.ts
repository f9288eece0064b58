import { Outbox } from '@guantong/messaging';
import { buildTree } from '../testing/build-tree.js';
import { type FeedbackFixture, feedbackFixture } from '../testing/feedback-fixture.js';
import { RingDueClocks } from './application/ring-due-clocks.js';
import { DueCasesRepository } from './persistence/due-cases-repository.js';

const DUE = 20_000;
const OPEN = 100_000;

describe('a great many open cases', () => {
  let f: FeedbackFixture;

  beforeAll(async () => {
    f = await feedbackFixture();
    // from thousands of unions, as in a real city: a plan that is fine for one may take a second for each of these
    await buildTree(f.database, 14);
    await f.database.transaction(async (tx) => {
      await tx.query(`set local statement_timeout = 0`);
      await tx.query(
        `with u as (select unit_id, row_number() over () - 1 as n, count(*) over () as total from unit_mirror where tier = 'GRASSROOTS'),
         c as (
           insert into feedback_case (id, number, kind, state, version, submitted_by, worker_id, text, origin_unit_id, owner_unit_id,
                                      chain_seq, step, due_at, submitted_on, submitted_at)
           select uuidv7(), 'n' || i, 'daily_work', 'SUBMITTED', 1, 'WORKER', uuidv7(), 'x', unit_id, unit_id, 1, 'ACKNOWLEDGE',
                  now() + interval '1 hour' + i * interval '1 second', current_date, now()
             from generate_series(1, $1::int) i join u on u.n = i % u.total returning id, owner_unit_id, submitted_at)
         insert into case_chain (case_id, seq, unit_id, tier, reason, arrived_at, arrived_on)
         select id, 1, owner_unit_id, 'GRASSROOTS', 'SUBMITTED', submitted_at, current_date from c`,
        [OPEN],
      );
    });
    await f.database.query(`analyze`);
  }, 60_000);
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

  it('climbs twenty thousand at once within seconds, though the planner still thinks that none is due', async () => {
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

describe('a database so slow that a batch takes longer than a statement may', () => {
  it('gets smaller batches, until they are done', async () => {
    const sizes: number[] = [];
    const f = await feedbackFixture();
    const due = {
      anyDue: async () => true,
      ring: async (_: unknown, size: number) => {
        sizes.push(size);
        if (size > 100)
          throw Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });
        return [];
      },
    } as unknown as DueCasesRepository;
    await new RingDueClocks(f.database, due, f.get(Outbox), f.config).run();
    expect(new Set(sizes)).toEqual(new Set([2000, 500, 125, 31]));
    await f.stop();
  });
});
