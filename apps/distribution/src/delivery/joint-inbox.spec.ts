import type { ActingWorker, UnitStateV1 } from '@guantong/contracts';
import { buildPost } from '../testing/build-post.js';
import { buildTree, buildWorker, buildWorkers, type TestTree } from '../testing/build-tree.js';
import { testDistribution, type TestDistribution } from '../testing/test-distribution.js';
import { TestRoad } from '../testing/test-road.js';
import { TestWorker } from '../testing/test-worker.js';

describe('the inbox of a worker with several unions', () => {
  let service: TestDistribution;
  let road: TestRoad;
  let tree: TestTree;
  let primary: UnitStateV1;
  let second: UnitStateV1;
  let third: UnitStateV1;
  let worker: TestWorker;
  beforeAll(async () => {
    service = await testDistribution();
    road = new TestRoad(service);
  });
  afterAll(() => service.drop());
  beforeEach(async () => {
    tree = buildTree(3, 1, 1);
    [primary, second, third] = tree.unions as [UnitStateV1, UnitStateV1, UnitStateV1];
    await road.units(tree.all);
    const secondary = [
      { unitId: second.unitId, slot: 1 }, // between members
      { unitId: third.unitId, slot: 7 }, // behind all of them
    ];
    const mirrored = buildWorker({ unitId: primary.unitId, slot: 1, secondary, sex: 'F', birthYear: 1990 });
    await road.workers([
      ...buildWorkers(primary.unitId, 1),
      mirrored,
      buildWorker({ unitId: second.unitId, slot: 0 }),
      buildWorker({ unitId: second.unitId, slot: 2 }),
      ...buildWorkers(third.unitId, 1),
    ]);
    worker = actor({ id: mirrored.workerId, unitId: primary.unitId, slot: 1, secondary });
  });

  const actor = (w: ActingWorker) => new TestWorker(service, w.unitId, w.slot, w);
  const publish = async (unit: UnitStateV1, more: object = {}) => {
    const post = buildPost({ unitId: unit.unitId, ...more });
    await road.publish(post);
    await service.carry();
    return post.postId;
  };
  const ids = async (w: TestWorker = worker) => (await w.inbox()).items.map((i) => i.postId);
  const deliveries = (postId: string) =>
    service.database.query(
      `select audience, read_count as read from delivery where post_id = $1
        order by array_position($2::uuid[], unit_id)`,
      [postId, tree.unions.map((u) => u.unitId)],
    );

  it('shows each post once, latest first, by whichever union it came', async () => {
    const all = await publish(tree.city);
    const there = await publish(second);
    const farther = await publish(tree.districts[2] as UnitStateV1);
    const here = await publish(primary);
    expect(await ids()).toEqual([here, farther, there, all]);
    const single = new TestWorker(service, primary.unitId, 1);
    expect(await ids(single)).toEqual([here, all]);
  });

  it('pages without gap or repetition', async () => {
    for (const unit of [tree.city, second, primary, third, tree.city, second, tree.city]) await publish(unit);
    const all = await ids();
    expect(all).toHaveLength(7);
    const paged: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await worker.inbox({ limit: 2, ...(cursor && { cursor }) });
      paged.push(...page.items.map((i) => i.postId));
      cursor = page.next;
    }
    expect(paged).toEqual(all);
  });

  it('tells the road, and the note, of the primary union when that has the post, else of the other', async () => {
    const all = await publish(tree.city);
    const there = await publish(tree.districts[1] as UnitStateV1);
    await service.database.query(`update delivery set note = case unit_id when $1 then '主' else '辅' end`, [
      primary.unitId,
    ]);
    const notes = (await worker.inbox()).items.map((i) => [i.postId, i.note]);
    expect(notes).toEqual([
      [there, '辅'],
      [all, '主'],
    ]);
    expect((await worker.open(all)).road.at(-1)?.unitId).toBe(primary.unitId);
    expect((await worker.open(there)).road.map((step) => step.unitId)).toEqual(second.path.slice(1));
  });

  it('writes the receipt where the post is shown, and counts the worker in the primary union alone', async () => {
    const all = await publish(tree.city);
    const there = await publish(second);
    expect(await deliveries(all)).toEqual([
      { audience: '11', read: 0 },
      { audience: '101', read: 0 },
      { audience: '1', read: 0 },
    ]);
    await worker.open(all);
    await worker.open(there);
    await worker.confirm(there);
    expect((await worker.inbox()).items).toMatchObject([
      { postId: there, read: true, confirmed: true },
      { postId: all, read: true, confirmed: false },
    ]);
    expect(await deliveries(all)).toMatchObject([{ read: 1 }, { read: 0 }, { read: 0 }]);
    expect(await deliveries(there)).toEqual([{ audience: '101', read: 0 }]);
    expect(await road.wrongSums()).toEqual([]);
  });

  it('takes receipts from a phone that was offline, for a post of any of the unions, and for none of others', async () => {
    const [all, there, farther] = [await publish(tree.city), await publish(second), await publish(third)];
    const foreign = await publish(buildTree(1, 1, 1).city);
    for (const postId of [all, there, farther]) expect(await worker.send({ postId, grade: 'READ' })).toBe(true);
    expect(await worker.send({ postId: foreign, grade: 'READ' })).toBe(false);
    expect((await worker.inbox()).items.every((i) => i.read)).toBe(true);
    const stranger = new TestWorker(service, second.unitId, 1, { secondary: [] });
    expect(await new TestWorker(service, second.unitId, 5).send({ postId: there, grade: 'READ' })).toBe(true); // joined later
    expect(stranger.secondary).toEqual([]);
  });

  it('knows by the worker’s own row for whom a post of a second union is', async () => {
    const audiences: [object, boolean][] = [
      [{ sex: 'F' }, true],
      [{ sex: 'M' }, false],
      [{ minAge: 50 }, false],
      [{ maxAge: 50, schoolings: ['lower_secondary', 'college'] }, true],
      [{ schoolings: ['college'] }, false],
      [{ employmentForms: ['migrant'] }, true],
      [{ employmentForms: ['new_form'] }, false],
    ];
    for (const [audience, expected] of audiences) {
      const postId = await publish(second, { audience });
      const opened = await worker.open(postId).then(
        () => true,
        () => false,
      );
      expect([audience, (await ids()).includes(postId), opened]).toEqual([audience, expected, expected]);
    }
  });

  it('shows as read what was read by way of another union, and counts the reading once the primary one has it', async () => {
    await road.setManual(primary);
    const postId = await publish(tree.city);
    await worker.open(postId); // shown by the second union
    await road.forward(primary, postId);
    expect(await ids()).toEqual([postId]);
    expect((await worker.inbox()).items).toMatchObject([{ postId, read: true }]);
    expect(await deliveries(postId)).toMatchObject([{ read: 0 }, { read: 0 }, { read: 0 }]);
    await worker.open(postId);
    expect(await deliveries(postId)).toMatchObject([{ read: 1 }, { read: 0 }, { read: 0 }]);
  });

  it('shows a recalled post to one who had read it by any of the unions', async () => {
    const postId = await publish(second);
    const unread = await publish(second);
    await worker.open(postId);
    for (const id of [postId, unread])
      await road.recall({ postId: id, revision: 2, reason: '取消', recalledAt: new Date().toISOString() });
    expect((await worker.inbox()).items).toMatchObject([{ postId, status: 'RECALLED' }]);
  });

  it('ends with the membership: the place is gone, and what was read there is known in a union that takes its place', async () => {
    const postId = await publish(tree.city);
    const there = await publish(tree.districts[1] as UnitStateV1);
    await worker.open(there);
    const moved = { unitId: third.unitId, slot: 8 };
    await road.workers([
      buildWorker({ workerId: worker.id, unitId: second.unitId, slot: 3, secondary: [moved], revision: 2 }),
    ]);
    const after = actor({ id: worker.id, unitId: second.unitId, slot: 3, secondary: [moved] });
    expect((await after.inbox()).items).toMatchObject([
      { postId: there, read: true },
      { postId, read: false },
    ]);
    const places = await service.database.query(`select unit_id, slot from secondary_place where worker_id = $1`, [
      worker.id,
    ]);
    expect(places).toEqual([{ unit_id: third.unitId, slot: 8 }]);
  });
});
