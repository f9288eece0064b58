import { Outbox } from '@guantong/messaging';
import { buildManyCases } from '../testing/build-many-cases.js';
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
    await buildManyCases(f.database, OPEN);
  }, 60_000);
  afterAll(() => f.stop());

  it('costs next to nothing to look at while none is due: one page of a partial index', async () => {
    const due = f.get(DueCasesRepository);
    const best = { look: Infinity, nothing: Infinity };
    for (let i = 0; i < 200; i++) {
      const started = performance.now();
      await f.database.query(`select 1`);
      const between = performance.now();
      await due.anyDue();
      best.nothing = Math.min(best.nothing, between - started);
      best.look = Math.min(best.look, performance.now() - between);
    }
    expect(best.look - best.nothing).toBeLessThan(1); // 0.1 ms on a quiet machine
    const plan = await f.database.query<{ 'QUERY PLAN': string }>(
      `explain select 1 from feedback_case where due_at <= now() limit 1`,
    );
    expect(plan.map((r) => r['QUERY PLAN']).join('\n')).toContain('feedback_case_due');
  });

  it('climbs twenty thousand at once far sooner than one by one, though the planner still thinks that none is due', async () => {
    await f.database.query(
      `update feedback_case set due_at = now() - interval '1 hour' where substr(number, 2)::int <= $1`,
      [DUE],
    );
    // What the same would take one by one, each in a transaction of its own, measured on this machine in this moment.
    const sample = 200;
    const before = performance.now();
    for (let i = 1; i <= sample; i++) {
      await f.database.transaction(async (tx) => {
        await tx.query(`select id from feedback_case where number = $1 for update`, [`n${DUE + i}`]);
        await tx.query(`update feedback_case set version = version where number = $1`, [`n${DUE + i}`]);
      });
    }
    const oneByOne = ((performance.now() - before) / sample) * DUE;
    const started = performance.now();
    expect(await f.get(RingDueClocks).run()).toBe(DUE);
    const took = performance.now() - started;
    process.stdout.write(`${DUE} due cases: ${Math.round(took)} ms, one by one ${Math.round(oneByOne)} ms\n`);
    expect(took).toBeLessThan(oneByOne / 2); // about a second on a quiet machine
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
