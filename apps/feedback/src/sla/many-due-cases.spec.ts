import { Outbox } from '@guantong/messaging';
import { buffersTouched, readingThrough } from '@guantong/testing';
import { jest } from '@jest/globals';
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
    expect(
      await buffersTouched(f.database, (sql) => new DueCasesRepository(readingThrough(f.database, sql)).anyDue()),
    ).toBeLessThan(20);
    const plan = await f.database.query<{ 'QUERY PLAN': string }>(
      `explain select 1 from feedback_case where due_at <= now() limit 1`,
    );
    expect(plan.map((r) => r['QUERY PLAN']).join('\n')).toContain('feedback_case_due');
  });

  it('climbs twenty thousand in a handful of batches, though the planner still thinks that none is due', async () => {
    await f.database.query(
      `update feedback_case set due_at = now() - interval '1 hour' where substr(number, 2)::int <= $1`,
      [DUE],
    );
    const transactions = jest.spyOn(f.database, 'transaction');
    expect(await f.get(RingDueClocks).run()).toBe(DUE);
    // Ten batches. One that takes longer than a statement may is tried smaller and smaller: a bad plan makes hundreds.
    expect(transactions.mock.calls.length).toBeLessThan(60);
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
