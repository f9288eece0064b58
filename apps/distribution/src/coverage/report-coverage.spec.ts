import { type Actor, type CoverageView, requireScope } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import * as fc from 'fast-check';
import { buildPost, buildStaff } from '../testing/build-post.js';
import { buildTree, buildWorkers, type TestTree } from '../testing/build-tree.js';
import { testDistribution, type TestDistribution } from '../testing/test-distribution.js';
import { TestRoad } from '../testing/test-road.js';
import { TestWorker } from '../testing/test-worker.js';
import { ListUnreached } from './application/list-unreached.js';
import { ReportCoverage } from './application/report-coverage.js';
import { WatchProgress } from './application/watch-progress.js';

const WORKERS = 4;

describe('coverage', () => {
  let service: TestDistribution;
  let road: TestRoad;
  beforeAll(async () => {
    service = await testDistribution();
    road = new TestRoad(service);
  });
  afterAll(() => service.drop());

  const city = async (manual: (tree: TestTree) => string[] = () => []) => {
    const tree = buildTree(2, 2, 3);
    await road.units(tree.all);
    await road.workers(tree.unions.flatMap((u) => buildWorkers(u.unitId, WORKERS)));
    await service.database.query(
      `insert into forwarding_policy select unit_id, 'MANUAL', null, now() from unnest($1::uuid[]) unit_id`,
      [manual(tree)],
    );
    const post = buildPost({ unitId: tree.city.unitId });
    await road.publish(post);
    await service.carry();
    return { tree, postId: post.postId, staff: buildStaff(tree.city.unitId, 'administrator') };
  };
  const get = <T>(type: new (...args: never[]) => T): T => service.module.get(type, { strict: false });
  const coverage = (postId: string, unitId: string | undefined, actor: Actor): Promise<CoverageView> =>
    get(ReportCoverage).run({ postId, ...(unitId && { unitId }) }, requireScope(actor, 'relay.read'));
  const progress = (postId: string, unitId: string | undefined, actor: Actor, more: object = {}) =>
    get(WatchProgress).level({ postId, ...(unitId && { unitId }), ...more }, requireScope(actor, 'relay.read'));
  const holders = (postId: string, unitId: string | undefined, actor: Actor, more: object = {}) =>
    get(WatchProgress).holders({ postId, ...(unitId && { unitId }), ...more }, requireScope(actor, 'relay.read'));

  it('of every unit is the exact sum of the deliveries below it, whatever was read', async () => {
    const { tree, postId, staff } = await city();
    const given = new Map<string, { read: Set<number>; confirmed: Set<number> }>();
    const below = (unitId: string) => tree.unions.filter((u) => u.path.includes(unitId));
    const counts = (unitId: string) => {
      const unions = below(unitId);
      const sum = (grade: 'read' | 'confirmed') =>
        unions.reduce((n, u) => n + (given.get(u.unitId)?.[grade].size ?? 0), 0);
      const audience = unions.length * WORKERS;
      return { audience, read: sum('read'), confirmed: sum('confirmed'), notReached: audience - sum('read') };
    };
    const receipt = fc.record({
      union: fc.nat(tree.unions.length - 1),
      slot: fc.nat(WORKERS - 1),
      confirmed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(receipt, { maxLength: 12 }), async (receipts) => {
        await Promise.all(
          receipts.map(({ union, slot, confirmed }) => {
            const unitId = tree.unions[union]?.unitId ?? '';
            const own = given.get(unitId) ?? { read: new Set(), confirmed: new Set() };
            given.set(unitId, own);
            own.read.add(slot);
            if (confirmed) own.confirmed.add(slot);
            return new TestWorker(service, unitId, slot).send({ postId, grade: confirmed ? 'CONFIRMED' : 'READ' });
          }),
        );
        for (const unit of tree.all) {
          const view = await coverage(postId, unit.unitId, staff);
          expect(view.workers).toEqual(counts(unit.unitId));
          const children = tree.all.filter((u) => u.parentId === unit.unitId).map((u) => u.unitId);
          expect(view.children.map((c) => c.unitId)).toEqual(children.toSorted((a, b) => (a < b ? -1 : 1)));
          for (const child of view.children) expect(child.workers).toEqual(counts(child.unitId));
        }
      }),
      { numRuns: 8 },
    );
  });

  it('counts units by tier: who has handed on, who holds it, and who waits below a holder', async () => {
    const { tree, postId, staff } = await city((t) => [t.districts[0]?.unitId ?? '', t.unions.at(-1)?.unitId ?? '']);
    expect((await coverage(postId, undefined, staff)).tiers).toEqual([
      { tier: 'CITY', units: 1, forwarded: 1, pending: 0, waiting: 0 },
      { tier: 'DISTRICT', units: 2, forwarded: 1, pending: 1, waiting: 0 },
      { tier: 'DIRECT', units: 4, forwarded: 2, pending: 0, waiting: 2 },
      { tier: 'GRASSROOTS', units: 12, forwarded: 5, pending: 1, waiting: 6 },
    ]);
    const [held, open] = tree.districts.map((d) => d.unitId);
    const view = await coverage(postId, undefined, staff);
    expect(view.children.find((c) => c.unitId === held)).toMatchObject({
      state: 'PENDING',
      unionsOpen: 0,
      unionsPending: 0,
      unionsWaiting: 6,
    });
    expect(view.children.find((c) => c.unitId === open)).toMatchObject({
      state: 'FORWARDED',
      unionsOpen: 5,
      unionsPending: 1,
      unionsWaiting: 0,
    });
    expect(await coverage(postId, held, staff)).toMatchObject({
      state: 'PENDING',
      children: [],
      workers: { audience: 0 },
    });
    const own = await coverage(postId, tree.unions.at(-1)?.unitId, staff);
    expect(own).toMatchObject({ state: 'PENDING', workers: { audience: WORKERS, read: 0 }, children: [] });
  });

  it('stays as it was when a union moves, for both its old and its new place', async () => {
    const { tree, postId, staff } = await city();
    const [union] = tree.unions;
    const target = tree.directs.at(-1);
    if (!union || !target) throw new Error('no tree');
    await new TestWorker(service, union.unitId, 0).open(postId);
    const units = [...tree.districts, ...tree.directs];
    const all = async () => Promise.all(units.map(async (u) => (await coverage(postId, u.unitId, staff)).workers));
    const before = await all();
    await road.units([{ ...union, parentId: target.unitId, path: [...target.path, union.unitId], revision: 2 }]);
    expect(await all()).toEqual(before);
    await new TestWorker(service, union.unitId, 1).open(postId);
    const [first] = await all();
    expect(first?.read).toBe((before[0]?.read ?? 0) + 1);
  });

  it('says who holds a post since when, and follows its tree level by level', async () => {
    const { tree, postId, staff } = await city((t) => [
      t.districts[0]?.unitId ?? '',
      ...t.unions.slice(-2).map((u) => u.unitId),
    ]);
    const waiting = [tree.districts[0], ...tree.unions.slice(-2)].map((u) => u?.unitId ?? '').toSorted();
    expect((await holders(postId, undefined, staff)).items.map((h) => h.unitId).toSorted()).toEqual(waiting);
    const below = await holders(postId, tree.districts[1]?.unitId, staff);
    expect(below.items.map((h) => h.tier)).toEqual(['GRASSROOTS', 'GRASSROOTS']);
    const paged: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await holders(postId, undefined, staff, { limit: 1, ...(cursor && { cursor }) });
      paged.push(...page.items.map((h) => h.unitId));
      cursor = page.next;
    }
    expect(paged.toSorted()).toEqual(waiting);
    const level = await progress(postId, undefined, staff);
    expect(level).toMatchObject({ status: 'PUBLISHED', unit: { unitId: tree.city.unitId, how: 'PUBLISHED' } });
    expect(level.items.map((i) => [i.unitId, i.state])).toEqual(
      tree.districts
        .map((d, i) => [d.unitId, i === 0 ? 'PENDING' : 'FORWARDED'])
        .toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1)),
    );
    const union = await progress(postId, tree.unions.at(-1)?.unitId, staff);
    expect(union).toMatchObject({ unit: { state: 'PENDING' }, items: [], next: null });
    await road.recall({ postId, revision: 2, reason: '取消', recalledAt: new Date().toISOString() });
    expect(await holders(postId, undefined, staff)).toEqual({ items: [], next: null });
  });

  it('starts, when no unit is named, at the highest unit of the asking cadre that has the post', async () => {
    const { tree, postId } = await city();
    for (const unit of [tree.districts[1], tree.directs[2], tree.unions[5]]) {
      const view = await coverage(postId, undefined, buildStaff(unit?.unitId ?? ''));
      expect(view.unit).toEqual({ unitId: unit?.unitId, name: unit?.name, tier: unit?.tier });
    }
  });

  it('gives the same answer for units of others, missing units and missing posts, in every question', async () => {
    const { tree, postId } = await city();
    const stranger = await city();
    const cadre = buildStaff(tree.districts[0]?.unitId ?? '');
    const foreign = [tree.city, tree.districts[1], tree.directs[2], tree.unions.at(-1)].map((u) => u?.unitId ?? '');
    const asks = [
      ...[...foreign, newId()].map((unitId) => ({ postId, unitId })),
      { postId: newId(), unitId: cadre.appointments[0]?.unitId ?? '' },
      { postId: stranger.postId, unitId: cadre.appointments[0]?.unitId ?? '' },
    ];
    for (const { postId: post, unitId } of asks) {
      for (const ask of [coverage, progress, holders]) {
        await expect(ask(post, unitId, cadre)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      }
      await expect(unreached(post, unitId, cadre)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(coverage(stranger.postId, undefined, cadre)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  const unreached = (postId: string, unitId: string, actor: Actor, more: object = {}) =>
    get(ListUnreached).run({ postId, unitId, ...more }, requireScope(actor, 'worker.names.read'));

  it('lists the workers of a union who have not read, page by page, with those who have left or moved since', async () => {
    const { tree, postId } = await city();
    const unitId = tree.unions[0]?.unitId ?? '';
    const cadre = buildStaff(unitId);
    await new TestWorker(service, unitId, 1).open(postId);
    const workers = await service.database.query<{ id: string }>(
      `select worker_id as id from worker_mirror where unit_id = $1 order by slot`,
      [unitId],
    );
    await service.database.query(`update worker_mirror set status = 'LEFT' where worker_id = $1`, [workers[2]?.id]);
    await service.database.query(
      `update worker_mirror set unit_id = $2, slot = 99, has_smartphone = false where worker_id = $1`,
      [workers[3]?.id, tree.unions[1]?.unitId],
    );
    const first = await unreached(postId, unitId, cadre, { limit: 2 });
    expect(first.items).toEqual([
      { slot: 0, workerId: workers[0]?.id, state: 'HERE', hasSmartphone: true },
      { slot: 2, workerId: workers[2]?.id, state: 'LEFT', hasSmartphone: true },
    ]);
    expect(await unreached(postId, unitId, cadre, { limit: 2, cursor: first.next })).toEqual({
      items: [{ slot: 3, workerId: null, state: 'ELSEWHERE', hasSmartphone: null }],
      next: null,
    });
    expect((await coverage(postId, unitId, cadre)).workers.notReached).toBe(3);
    expect(() => requireScope(buildStaff(unitId, 'analyst'), 'worker.names.read')).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN' }),
    );
  });
});
