import type { Database, Sql } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { buffersTouched } from '@guantong/testing';
import { ReportCoverage } from './coverage/application/report-coverage.js';
import { ListUnreached } from './coverage/application/list-unreached.js';
import { WatchProgress } from './coverage/application/watch-progress.js';
import { InboxRepository } from './delivery/persistence/inbox-repository.js';
import { JointInboxRepository } from './delivery/persistence/joint-inbox-repository.js';
import { ReadInbox } from './delivery/application/read-inbox.js';
import { MendGaps } from './relay/application/mend-gaps.js';
import { PassThroughOverdue } from './relay/application/pass-through-overdue.js';
import { FollowMoves } from './succession/application/follow-moves.js';
import { TakeOverOpenPosts } from './succession/application/take-over-open-posts.js';
import { buildPost } from './testing/build-post.js';
import { buildTree, buildWorkers, type TestTree } from './testing/build-tree.js';
import { testDistribution, type TestDistribution } from './testing/test-distribution.js';
import { TestRoad } from './testing/test-road.js';
import { TestWorker } from './testing/test-worker.js';

const POSTS = 60;

/** The inbox's query as it was before workers could have several unions: what theirs is held against. */
const INBOX_OF_ISSUE_2 = `
  select coalesce(json_agg(x.item), '[]') as items
    from (select json_build_object('postId', d.post_id, 'title', p.title, 'name', b.name, 'late', l.read_revision,
                   'read', case when $2 < length(d.read) then get_bit(d.read, $2) = 1 else false end) as item
            from delivery d
            join post_mirror p on p.post_id = d.post_id
            left join unit_mirror b on b.unit_id = p.unit_id
            left join late_receipt l on l.unit_id = $1 and l.slot = $2 and l.post_id = d.post_id
           where d.unit_id = $1 and d.opened_at is not null
             and case when $2 < d.slots then get_bit(d.audience, $2) = 1 else p.for_all end
             and (p.status = 'PUBLISHED' or l.read_revision is not null)
             and ($3::timestamptz is null or (d.opened_at, d.post_id) < ($3, $4::uuid))
           order by d.opened_at desc, d.post_id desc limit $5) x`;

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

  it('an inbox page costs a worker with one union not a page more than before there were others, or moves', async () => {
    const unitId = unionId();
    await service.database.query(
      `insert into late_receipt (unit_id, slot, post_id, read_revision, confirmed, counted_unit_id, counted_slot)
       select $1, s, p.post_id, 1, false, $2, s from generate_series(1000, 1199) s cross join post_mirror p`,
      [tree.unions[9]?.unitId, tree.unions[8]?.unitId],
    );
    await service.database.query(
      `insert into secondary_place (unit_id, slot, worker_id) select $1, s, uuidv7() from generate_series(500, 2499) s`,
      [tree.unions[9]?.unitId],
    );
    await service.database.query('vacuum analyze');
    const pages = (ask: (sql: Sql) => Promise<unknown>) => buffersTouched(service.database, ask);
    const overSql = (sql: Sql) =>
      ({
        hotQuery: (_name: string, text: string, values: unknown[]) => sql.query(text, values),
      }) as unknown as Database;
    const now = await pages((sql) =>
      new InboxRepository(overSql(sql)).list({ unitId, slot: 1 }, { time: null, id: null, limit: 21 }),
    );
    const before = await pages((sql) => sql.query(INBOX_OF_ISSUE_2, [unitId, 1, null, null, 21]));
    expect(before).toBeGreaterThan(20);
    expect(now).toBeLessThanOrEqual(before);
    const several = { id: newId(), unitId, slot: 1, secondary: [{ unitId: tree.unions[9]?.unitId ?? '', slot: 501 }] };
    const joint = await pages((sql) =>
      new JointInboxRepository(overSql(sql)).list(several, { time: null, id: null, limit: 21 }),
    );
    // two unions with 60 posts each: at the worst every delivery of both, looked at from both sides
    expect(joint).toBeLessThan(2 * POSTS * 30);
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
      await get(FollowMoves).run();
      await get(TakeOverOpenPosts).runLate();
    });
    expect(idle).toEqual({ scanned: 0, fetched: 0 });
    expect(await new TestWorker(service, unionId(), 2).send({ postId: newId(), grade: 'READ' })).toBe(false);
  });
});
