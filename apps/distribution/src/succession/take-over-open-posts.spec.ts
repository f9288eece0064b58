import { requireScope, type UnitStateV1 } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { ReportCoverage } from '../coverage/application/report-coverage.js';
import { ListRelaysOfUnit } from '../relay/application/list-relays.js';
import { buildPost, buildStaff } from '../testing/build-post.js';
import { buildTree, buildUnit, buildWorker, buildWorkers, type TestTree } from '../testing/build-tree.js';
import { testDistribution, type TestDistribution } from '../testing/test-distribution.js';
import { TestRoad } from '../testing/test-road.js';
import { TestWorker } from '../testing/test-worker.js';
import { TakeOverOpenPosts } from './application/take-over-open-posts.js';

const gone = (unit: UnitStateV1): UnitStateV1 => ({ ...unit, status: 'DISSOLVED', revision: unit.revision + 9 });

describe('a unit that goes', () => {
  let service: TestDistribution;
  let road: TestRoad;
  let tree: TestTree;
  let a: UnitStateV1;
  let b: UnitStateV1;
  /** The grassroots unions below the direct unions `a` and `b`. */
  let belowA: UnitStateV1[];

  beforeAll(async () => {
    service = await testDistribution({ GAP_GRACE_S: 0 });
    road = new TestRoad(service);
  });
  afterAll(() => service.drop());
  beforeEach(async () => {
    tree = buildTree(2, 2, 3);
    [a, b] = tree.directs as [UnitStateV1, UnitStateV1];
    belowA = tree.unions.filter((u) => u.parentId === a.unitId);
    await road.units(tree.all);
    await road.workers(tree.unions.flatMap((u) => buildWorkers(u.unitId, 3)));
  });

  const publish = async (unit: UnitStateV1, more: object = {}) => {
    const post = buildPost({ unitId: unit.unitId, ...more });
    await road.publish(post);
    await service.carry();
    return post.postId;
  };
  const relay = async (postId: string, unit: UnitStateV1) => {
    const [row] = await service.database.query(
      `select state, deadline_at as deadline, forwarded_how as how from relay where post_id = $1 and unit_id = $2`,
      [postId, unit.unitId],
    );
    return row;
  };
  const deliveries = async (postId: string) =>
    service.database.query<{ unit_id: string; state: string }>(
      `select unit_id, state, audience_count as n from delivery where post_id = $1`,
      [postId],
    );
  const list = (unit: UnitStateV1, state: 'PENDING' | 'FORWARDED' | 'TAKEN_OVER') =>
    service.module
      .get(ListRelaysOfUnit, { strict: false })
      .run({ unitId: unit.unitId, state }, requireScope(buildStaff(tree.city.unitId, 'administrator'), 'relay.read'));
  const coverage = (postId: string) =>
    service.module
      .get(ReportCoverage, { strict: false })
      .run({ postId }, requireScope(buildStaff(tree.city.unitId, 'administrator'), 'relay.read'));
  const merge = async (from: UnitStateV1, to: UnitStateV1, children: readonly UnitStateV1[] = []) => {
    const moved = await road.move(to, children);
    await road.units([gone(from)]);
    await road.succeed('MERGED', from, [to]);
    return moved;
  };

  it('is joined with a successor that has the post already: nobody below is left without it', async () => {
    await road.setManual(a);
    const postId = await publish(tree.city);
    expect(await relay(postId, a)).toMatchObject({ state: 'PENDING' });
    await merge(a, b, belowA);
    expect(await relay(postId, a)).toEqual({ state: 'TAKEN_OVER', deadline: null, how: null });
    expect(await relay(postId, b)).toMatchObject({ state: 'FORWARDED', how: 'AUTO' });
    await road.follow();
    expect(await deliveries(postId)).toHaveLength(12);
    expect((await coverage(postId)).workers.audience).toBe(36);
    expect(await road.wrongSums()).toEqual([]);
  });

  it('says so in plain words in the history of both', async () => {
    await road.setManual(a);
    await publish(tree.city);
    await merge(a, b, belowA);
    const text = `因工会合并，由${b.name}接办`;
    expect((await list(a, 'TAKEN_OVER')).items).toMatchObject([{ state: 'TAKEN_OVER', handovers: [{ text }] }]);
    expect((await list(b, 'FORWARDED')).items).toMatchObject([
      { handovers: [{ because: 'MERGED', from: { unitId: a.unitId }, to: { unitId: b.unitId }, text }] },
    ]);
    expect((await list(a, 'PENDING')).items).toEqual([]);
  });

  it('leaves its waiting post, with the same deadline, to a successor that has none', async () => {
    const [district, other] = tree.districts as [UnitStateV1, UnitStateV1];
    const stranger = tree.directs.find((d) => d.parentId === other.unitId) as UnitStateV1;
    await road.setManual(a);
    const postId = await publish(district, { mustForward: true, forwardWithin: 'P1D' });
    const before = await relay(postId, a);
    await merge(a, stranger, belowA);
    expect(await relay(postId, stranger)).toEqual(before);
    await road.forward({ ...stranger }, postId);
    const here = (await deliveries(postId)).map((d) => d.unit_id);
    expect(belowA.every((u) => here.includes(u.unitId))).toBe(true);
    expect(await road.wrongSums()).toEqual([]);
  });

  it('hands over to the unit above when it is dissolved without a successor', async () => {
    await road.setManual(belowA[0] as UnitStateV1);
    const postId = await publish(tree.city);
    const [union] = belowA as [UnitStateV1];
    const before = (await coverage(postId)).workers;
    await road.units([gone(union)]);
    await road.succeed('DISSOLVED', union, [a]);
    expect((await deliveries(postId)).find((d) => d.unit_id === union.unitId)).toMatchObject({ state: 'TAKEN_OVER' });
    expect(await relay(postId, a)).toMatchObject({ state: 'FORWARDED' });
    const { workers, tiers } = await coverage(postId);
    expect(workers).toEqual(before); // its members are still to be reached
    expect(tiers.at(-1)).toMatchObject({ tier: 'GRASSROOTS', units: 11, pending: 0 });
    expect(await road.wrongSums()).toEqual([]);
  });

  it('comes to the same whatever the order of the messages, and however often they come', async () => {
    const outcomes: unknown[] = [];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [0, 2, 1, 2, 0, 1, 2],
    ]) {
      await service.database.query(`truncate relay, delivery, coverage_sum, handover, unit_move, forwarding_policy`);
      await road.units(tree.all.map((u) => ({ ...u, revision: u.revision + outcomes.length * 100 })));
      await road.setManual(a);
      const postId = await publish(tree.city);
      const own = (u: UnitStateV1) => ({ ...u, revision: u.revision + outcomes.length * 100 });
      const steps = [
        () => road.move(b, belowA.map(own)),
        () => road.units([gone(own(a))]),
        () => road.succeed('MERGED', a, [b]),
      ];
      for (const i of order) await steps[i]?.();
      await road.follow();
      const all = await deliveries(postId);
      outcomes.push([all.length, await relay(postId, a), await relay(postId, b), await road.wrongSums()]);
      await service.database.query(`truncate unit_succession`);
    }
    expect(new Set(outcomes.map((o) => JSON.stringify(o))).size).toBe(1);
    expect(outcomes[0]).toMatchObject([12, { state: 'TAKEN_OVER' }, { state: 'FORWARDED' }, []]);
  });

  it('passes its work to the successor of its successor, whichever merger is told of first', async () => {
    const c = tree.directs[2] as UnitStateV1;
    for (const first of ['A', 'B']) {
      await service.database.query(`truncate unit_succession, forwarding_policy`);
      await road.setManual(a, b, c);
      const postId = await publish(tree.city);
      const steps = [() => road.succeed('MERGED', a, [b]), () => road.succeed('MERGED', b, [c])];
      for (const step of first === 'A' ? steps : steps.toReversed()) await step();
      expect([await relay(postId, a), await relay(postId, b), await relay(postId, c)]).toMatchObject([
        { state: 'TAKEN_OVER' },
        { state: 'TAKEN_OVER' },
        { state: 'PENDING' },
      ]);
      const [{ n } = { n: -1 }] = await service.database.query<{ n: number }>(
        `select count(*)::int as n from handover where post_id = $1 and to_unit_id = $2`,
        [postId, c.unitId],
      );
      expect(n).toBe(first === 'A' ? 1 : 2);
    }
    await service.database.query(`truncate unit_succession`);
  });

  it('waits for a successor that the mirror does not know yet', async () => {
    const unknown = buildUnit({ parent: tree.districts[0] as UnitStateV1 });
    await expect(road.succeed('MERGED', a, [unknown])).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it('is looked at again for a post that reached it when it was gone already', async () => {
    await road.setManual(a);
    await road.succeed('MERGED', a, [b]); // the tree's own message is still under way
    const postId = await publish(tree.city);
    expect(await relay(postId, a)).toMatchObject({ state: 'PENDING' });
    expect(await service.module.get(TakeOverOpenPosts, { strict: false }).runLate()).toBe(1);
    expect(await relay(postId, a)).toMatchObject({ state: 'TAKEN_OVER' });
    expect(await service.module.get(TakeOverOpenPosts, { strict: false }).runLate()).toBe(0);
  });

  it('brings posts along for the members of a merged grassroots union alone, who stay counted where they were', async () => {
    const [from, to] = belowA as [UnitStateV1, UnitStateV1];
    const own = await publish(from); // only this union has it
    const all = await publish(tree.city, { audience: { sex: 'M' } });
    const [worker] = await service.database.query<{ id: string }>(
      `select worker_id as id from worker_mirror where unit_id = $1 and slot = 1`,
      [from.unitId],
    );
    await merge(from, to);
    await road.workers([buildWorker({ workerId: worker?.id ?? '', unitId: to.unitId, slot: 3, revision: 2 })]);
    const mover = new TestWorker(service, to.unitId, 3);
    const ids = async (w: TestWorker) => (await w.inbox()).items.map((i) => i.postId).toSorted();
    expect(await ids(mover)).toEqual([own, all].toSorted());
    expect(await ids(new TestWorker(service, to.unitId, 0))).toEqual([all]);
    await mover.open(all);
    await mover.confirm(own);
    const counts = async (unitId: string) =>
      service.database.query(
        `select read_count as read, confirmed_count as confirmed, audience_count as n from delivery
          where unit_id = $1 and post_id = any($2::uuid[]) order by post_id`,
        [unitId, [own, all]],
      );
    expect(await counts(from.unitId)).toEqual([
      { read: 1, confirmed: 1, n: 3 },
      { read: 1, confirmed: 0, n: 3 },
    ]);
    expect(await counts(to.unitId)).toEqual([
      { read: 0, confirmed: 0, n: 0 },
      { read: 0, confirmed: 0, n: 3 },
    ]);
    expect(await road.wrongSums()).toEqual([]);
  });

  it('takes over two and a half thousand posts in a handful of statements', async () => {
    await service.database.query(
      `with p as (
         insert into post_mirror (post_id, status, unit_id, kind, audience, must_forward, published_at, revision)
         select uuidv7(), 'PUBLISHED', $1, 'notice', '{}', false, now(), 1 from generate_series(1, 2500) returning post_id)
       insert into relay (post_id, unit_id, parent_unit_id, tier, path, state, received_at)
       select post_id, $2, $1, 'DIRECT', array[$1, $2]::uuid[], 'PENDING', now() from p`,
      [tree.districts[0]?.unitId, a.unitId],
    );
    let statements = 0;
    await service.database.transaction((tx) => {
      const counting: Tx = {
        em: tx.em,
        afterCommit: tx.afterCommit,
        query: (text, values) => {
          statements++;
          return tx.query(text, values);
        },
      };
      return service.module.get(TakeOverOpenPosts, { strict: false }).run(counting, {
        changeId: newId(),
        succession: 'MERGED',
        fromUnitId: a.unitId,
        toUnitIds: [b.unitId],
        effectiveAt: new Date().toISOString(),
      });
    });
    expect(statements).toBeLessThan(12);
    const rows = await service.database.query(
      `select unit_id, state, count(*)::int as n from relay where unit_id = any($1::uuid[]) group by 1, 2 order by n`,
      [[a.unitId, b.unitId]],
    );
    expect(rows.map((r) => ({ ...r, unit_id: undefined }))).toEqual([
      { unit_id: undefined, state: expect.any(String), n: 2500 },
      { unit_id: undefined, state: expect.any(String), n: 2500 },
    ]);
  });
});
