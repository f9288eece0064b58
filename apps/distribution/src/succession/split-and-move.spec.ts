import { requireScope, type UnitStateV1 } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { ReportCoverage } from '../coverage/application/report-coverage.js';
import { WatchProgress } from '../coverage/application/watch-progress.js';
import { ListRelaysOfUnit } from '../relay/application/list-relays.js';
import { buildPost, buildStaff } from '../testing/build-post.js';
import { buildTree, buildUnit, buildWorker, buildWorkers, type TestTree } from '../testing/build-tree.js';
import { testDistribution, type TestDistribution } from '../testing/test-distribution.js';
import { TestRoad } from '../testing/test-road.js';
import { TestWorker } from '../testing/test-worker.js';

describe('while posts are under way', () => {
  let service: TestDistribution;
  let road: TestRoad;
  let tree: TestTree;
  beforeAll(async () => {
    service = await testDistribution({ GAP_GRACE_S: 0 });
    road = new TestRoad(service);
  });
  afterAll(() => service.drop());
  beforeEach(async () => {
    tree = buildTree(2, 2, 3);
    await road.units(tree.all);
    await road.workers(tree.unions.flatMap((u) => buildWorkers(u.unitId, 3)));
  });

  const publish = async (unit: UnitStateV1, more: object = {}) => {
    const post = buildPost({ unitId: unit.unitId, ...more });
    await road.publish(post);
    await service.carry();
    return post.postId;
  };
  const has = async (postId: string, unit: UnitStateV1) => {
    const [row] = await service.database.query<{ state: string }>(
      `select state from relay where post_id = $1 and unit_id = $2
        union all select state from delivery where post_id = $1 and unit_id = $2`,
      [postId, unit.unitId],
    );
    return row?.state ?? null;
  };
  const at = (tier: 'districts' | 'directs' | 'unions', i: number): UnitStateV1 => tree[tier].at(i) as UnitStateV1;
  const city = () => requireScope(buildStaff(tree.city.unitId, 'administrator'), 'relay.read');
  const coverage = (postId: string, unitId: string, scope = city()) =>
    service.module.get(ReportCoverage, { strict: false }).run({ postId, unitId }, scope);

  describe('a unit that is split', () => {
    it('gives each new unit its posts in the state they are in, and its way of forwarding', async () => {
      const origin = at('directs', 0);
      const forwarded = await publish(tree.city);
      await road.setManual(origin);
      const waiting = await publish(tree.city, { mustForward: true, forwardWithin: 'P2D' });
      const old = await publish(tree.city);
      await service.database.query(
        `update post_mirror set published_at = now() - interval '40 days' where post_id = $1`,
        [old],
      );
      await service.database.query(
        `update relay set state = 'FORWARDED', forwarded_at = now(), forwarded_how = 'AUTO'
        where post_id = $1 and state = 'PENDING'`,
        [old],
      );
      const before = await coverage(waiting, tree.city.unitId);
      const fresh = [0, 1].map(() => buildUnit({ parent: at('districts', 0) }));
      await road.units(fresh);
      await road.succeed('SPLIT', origin, fresh);
      await road.succeed('SPLIT', origin, fresh);
      for (const unit of fresh) {
        expect([await has(forwarded, unit), await has(waiting, unit), await has(old, unit)]).toEqual([
          'FORWARDED',
          'PENDING',
          null,
        ]);
      }
      const deadlines = await service.database.query<{ n: number }>(
        `select count(distinct deadline_at)::int as n from relay where post_id = $1 and state = 'PENDING'`,
        [waiting],
      );
      expect(deadlines).toEqual([{ n: 1 }]);
      expect((await coverage(waiting, tree.city.unitId)).workers).toEqual(before.workers);
      const next = await publish(tree.city);
      expect(await has(next, fresh[0] as UnitStateV1)).toBe('PENDING');
      // two unions go over to the first new unit, whose cadre hands the post on
      const going = tree.unions.filter((u) => u.parentId === origin.unitId).slice(0, 2);
      await road.move(fresh[0] as UnitStateV1, going);
      await road.forward(fresh[0] as UnitStateV1, waiting);
      expect(await Promise.all(going.map((u) => has(waiting, u)))).toEqual(['OPEN', 'OPEN']);
      expect(await road.wrongSums()).toEqual([]);
    });

    it('leaves no worker of a split grassroots union without its posts, and counts nobody twice', async () => {
      const origin = at('unions', 0);
      const own = await publish(origin);
      const all = await publish(tree.city, { audience: { sex: 'M' } });
      const sums = async () => (await coverage(all, tree.city.unitId)).workers;
      const before = await sums();
      const fresh = buildUnit({ parent: at('directs', 0) });
      await road.units([fresh]);
      await road.succeed('SPLIT', origin, [fresh]);
      const [worker] = await service.database.query<{ id: string }>(
        `select worker_id as id from worker_mirror where unit_id = $1 and slot = 2`,
        [origin.unitId],
      );
      await road.workers([buildWorker({ workerId: worker?.id ?? '', unitId: fresh.unitId, slot: 0, revision: 2 })]);
      await road.follow();
      const mover = new TestWorker(service, fresh.unitId, 0);
      expect((await mover.inbox()).items.map((i) => i.postId).toSorted()).toEqual([own, all].toSorted());
      expect(await sums()).toEqual(before);
      await mover.open(all);
      expect(await sums()).toEqual({ ...before, read: 1, notReached: before.notReached - 1 });
      const child = (await coverage(all, at('directs', 0).unitId)).children.find((c) => c.unitId === origin.unitId);
      expect(child?.workers).toMatchObject({ audience: 3, read: 1 });
      expect(await road.wrongSums()).toEqual([]);
    });
  });

  describe('a unit that comes under a parent', () => {
    it('gets what the parent has handed on and is still in force, once', async () => {
      const fresh = buildUnit({ parent: at('directs', 0) });
      const inForce = await publish(tree.city);
      const recalled = await publish(tree.city);
      const old = await publish(tree.city);
      await road.recall({ postId: recalled, revision: 2, reason: '取消', recalledAt: new Date().toISOString() });
      await service.database.query(
        `update post_mirror set published_at = now() - interval '31 days' where post_id = $1`,
        [old],
      );
      await road.units([fresh]);
      await road.follow();
      expect([await has(inForce, fresh), await has(recalled, fresh), await has(old, fresh)]).toEqual([
        'OPEN',
        null,
        null,
      ]);
      const before = await road.tables();
      await service.database.query(`update unit_move set looked_at = null`);
      await road.follow();
      expect(await road.tables()).toEqual(before);
    });

    it('with all its unions gets it down to the last of them', async () => {
      await road.setManual(at('districts', 0));
      const postId = await publish(tree.city);
      const moved = at('directs', 0);
      expect(await has(postId, moved)).toBeNull();
      await road.move(at('districts', 1), [moved]);
      await road.follow();
      expect(await has(postId, moved)).toBe('FORWARDED');
      expect(await has(postId, at('unions', 0))).toBe('OPEN');
    });

    it('still gets what its old parent had handed on and was on its way when it left', async () => {
      await road.setManual(at('directs', 1));
      const post = buildPost({ unitId: tree.city.unitId });
      await road.publish(post);
      // everything is handed on, and no message of the direct unions has been acted on yet
      const union = at('unions', 0);
      await service.database.query(
        `insert into relay (post_id, unit_id, parent_unit_id, tier, path, state, received_at, forwarded_at, forwarded_how)
         select $1, u.unit_id, u.parent_id, u.tier, u.path, 'FORWARDED', now(), now(), 'AUTO'
           from unit_mirror u where u.unit_id = any($2::uuid[])`,
        [post.postId, [at('districts', 0).unitId, at('directs', 0).unitId]],
      );
      await road.move(at('directs', 1), [union]);
      expect(await has(post.postId, union)).toBeNull();
      await road.follow();
      expect(await has(post.postId, at('directs', 1))).toBe('PENDING');
      expect(await has(post.postId, union)).toBe('OPEN');
      expect(await road.wrongSums()).toEqual([]);
    });

    it('does not get what its old parent handed on after it had left (the control)', async () => {
      const [from, to] = [at('directs', 0), at('directs', 2)];
      await road.setManual(from);
      const postId = await publish(at('districts', 0));
      await road.move(to, [at('unions', 0)]);
      await road.forward(from, postId);
      await road.follow();
      expect(await has(postId, at('unions', 0))).toBeNull();
      expect(await has(postId, at('unions', 1))).toBe('OPEN');
    });
  });

  describe('a unit that has moved away', () => {
    it('is out of its old superiors’ sight at once, and in that of the new ones; sums stay as they were', async () => {
      const [district, other] = [at('districts', 0), at('districts', 1)];
      const moved = at('directs', 0);
      await road.setManual(moved);
      const postId = await publish(tree.city);
      const scopeOf = (unit: UnitStateV1) => requireScope(buildStaff(unit.unitId, 'administrator'), 'relay.read');
      const get = <T>(type: new (...args: never[]) => T): T => service.module.get(type, { strict: false });
      const relays = (unit: UnitStateV1) =>
        get(ListRelaysOfUnit)
          .run({ unitId: moved.unitId }, scopeOf(unit))
          .then((p) => p.items.length);
      const progress = async (unit: UnitStateV1) =>
        (await get(WatchProgress).level({ postId, unitId: unit.unitId }, scopeOf(unit))).items.map((i) => i.unitId);
      const holders = async (unit: UnitStateV1) =>
        (await get(WatchProgress).holders({ postId, unitId: unit.unitId }, scopeOf(unit))).items.map((i) => i.unitId);
      expect(await relays(district)).toBe(1);
      expect(await progress(district)).toContain(moved.unitId);
      expect(await holders(district)).toEqual([moved.unitId]);
      const before = await coverage(postId, district.unitId, scopeOf(district));
      await road.move(other, [moved]);
      await expect(relays(district)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(coverage(postId, moved.unitId, scopeOf(district))).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await progress(district)).not.toContain(moved.unitId);
      expect(await holders(district)).toEqual([]);
      expect(await relays(other)).toBe(1);
      expect((await coverage(postId, moved.unitId, scopeOf(other))).state).toBe('PENDING');
      expect((await coverage(postId, district.unitId, scopeOf(district))).workers).toEqual(before.workers);
      expect(await has(newId(), moved)).toBeNull();
    });
  });
});
