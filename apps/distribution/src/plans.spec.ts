import { newId } from '@guantong/platform';
import { ReportCoverage } from './coverage/application/report-coverage.js';
import { ListUnreached } from './coverage/application/list-unreached.js';
import { WatchProgress } from './coverage/application/watch-progress.js';
import { ReadInbox } from './delivery/application/read-inbox.js';
import { MendGaps } from './relay/application/mend-gaps.js';
import { PassThroughOverdue } from './relay/application/pass-through-overdue.js';
import { buildPost } from './testing/build-post.js';
import { buildTree, buildWorkers, type TestTree } from './testing/build-tree.js';
import { testDistribution, type TestDistribution } from './testing/test-distribution.js';
import { TestRoad } from './testing/test-road.js';
import { TestWorker } from './testing/test-worker.js';

const POSTS = 60;

/** Rows of the big tables that were read by scanning them, and by index, during `work`. */
describe('with many rows', () => {
  let service: TestDistribution;
  let tree: TestTree;
  let postId: string;
  beforeAll(async () => {
    service = await testDistribution({ DB_POOL: 2 });
    const road = new TestRoad(service);
    tree = buildTree(4, 5, 20);
    await road.units(tree.all);
    await road.workers(tree.unions.flatMap((u) => buildWorkers(u.unitId, 5)));
    for (let i = 0; i < POSTS; i++) {
      const post = buildPost({ unitId: tree.city.unitId });
      await road.publish(post);
      await service.carry();
      ({ postId } = post);
    }
    await service.database.query('analyze');
  }, 120_000);
  afterAll(() => service.drop());

  const scans = async () => {
    await service.database.query(`select pg_stat_force_next_flush()`);
    const [row] = await service.database.query<{ scanned: number; fetched: number }>(
      `select sum(seq_tup_read)::int as scanned, sum(coalesce(idx_tup_fetch, 0))::int as fetched from pg_stat_user_tables
        where relname in ('delivery', 'worker_mirror', 'coverage_sum')`,
    );
    return row ?? { scanned: -1, fetched: -1 };
  };
  /** Rows touched by ten runs: the figures are kept per connection, and arrive when it is next idle. */
  const touched = async (work: () => Promise<unknown>) => {
    const settle = () => Promise.all([scans(), scans()]);
    await settle();
    const before = await scans();
    for (let i = 0; i < 10; i++) await work();
    await settle();
    const after = await scans();
    return { scanned: after.scanned - before.scanned, fetched: after.fetched - before.fetched };
  };
  const get = <T>(type: new (...args: never[]) => T): T => service.module.get(type, { strict: false });
  const scope = () => ({ units: [], subtrees: [tree.city.unitId] });
  const unionId = () => tree.unions[7]?.unitId ?? '';

  it('counts scanned rows at all (the control for the tests below)', async () => {
    const { scanned } = await touched(() => service.database.query('select count(note) from delivery'));
    expect(scanned).toBe(10 * POSTS * tree.unions.length);
  });

  it('an inbox page reads a page of deliveries', async () => {
    const { scanned, fetched } = await touched(() =>
      get(ReadInbox).list({ id: newId(), unitId: unionId(), slot: 1 }, {}),
    );
    expect(scanned).toBe(0);
    expect(fetched / 10).toBeLessThan(25);
  });

  it('the unreached of a union read that union', async () => {
    const ask = () => get(ListUnreached).run({ postId, unitId: unionId() }, scope());
    const { scanned, fetched } = await touched(ask);
    expect(scanned).toBe(0);
    expect(fetched / 10).toBeLessThan(20);
  });

  it('coverage of the city reads the sums of this post, not its deliveries', async () => {
    const { scanned, fetched } = await touched(() =>
      get(ReportCoverage).run({ postId, unitId: tree.city.unitId }, scope()),
    );
    expect(scanned).toBe(0);
    expect(fetched / 10).toBeLessThan(tree.directs.length * 4 + 50);
  });

  it('coverage and progress of a direct union read its own children', async () => {
    const unitId = tree.directs[3]?.unitId ?? '';
    const { scanned, fetched } = await touched(async () => {
      await get(ReportCoverage).run({ postId, unitId }, scope());
      await get(WatchProgress).level({ postId, unitId }, scope());
    });
    expect(scanned).toBe(0);
    expect(fetched / 10).toBeLessThan(250);
  });

  it('a receipt reads its own delivery, and sweeps with nothing to do read nothing', async () => {
    const give = () => new TestWorker(service, unionId(), 2).send({ postId, grade: 'READ' });
    expect((await touched(give)).scanned).toBe(0);
    await service.database.query(`update post_mirror set next_check_at = now() + interval '1 hour'`);
    const idle = await touched(async () => {
      await get(PassThroughOverdue).run();
      await get(MendGaps).run();
    });
    expect(idle).toEqual({ scanned: 0, fetched: 0 });
    expect(await new TestWorker(service, unionId(), 2).send({ postId: newId(), grade: 'READ' })).toBe(false);
  });
});
