import type { MirroredWorker } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildPost } from '../testing/build-post.js';
import { buildTree, buildWorker, buildWorkers } from '../testing/build-tree.js';
import { testDistribution, type TestDistribution } from '../testing/test-distribution.js';
import { TestRoad } from '../testing/test-road.js';
import { TestWorker } from '../testing/test-worker.js';

describe('a worker who moves to another union', () => {
  let service: TestDistribution;
  let road: TestRoad;
  let city: string;
  let from: string;
  let to: string;
  let mover: MirroredWorker;
  beforeAll(async () => {
    service = await testDistribution();
    road = new TestRoad(service);
  });
  afterAll(() => service.drop());
  beforeEach(async () => {
    const tree = buildTree(1, 1, 2);
    await road.units(tree.all);
    [city, from, to] = [tree.city.unitId, tree.unions[0]?.unitId ?? '', tree.unions[1]?.unitId ?? ''];
    mover = buildWorker({ unitId: from, slot: 2 });
    await road.workers([...buildWorkers(from, 2), mover, ...buildWorkers(to, 2)]);
  });

  const publish = async (more: object = {}) => {
    const post = buildPost({ unitId: city, ...more });
    await road.publish(post);
    await service.carry();
    return post.postId;
  };
  const move = (unitId: string, slot: number, revision: number) => road.workers([{ ...mover, unitId, slot, revision }]);
  const delivery = async (postId: string, unitId: string) => {
    const [row] = await service.database.query(
      `select audience, read_count as read, confirmed_count as confirmed from delivery where post_id = $1 and unit_id = $2`,
      [postId, unitId],
    );
    return row;
  };
  const item = async (worker: TestWorker, postId: string) =>
    (await worker.inbox()).items.find((i) => i.postId === postId);

  it('finds as read, and as signed, what was read and signed in the old union', async () => {
    const [read, signed, neither] = [await publish(), await publish(), await publish()];
    const before = new TestWorker(service, from, 2);
    await before.open(read);
    await before.confirm(signed);
    await move(to, 2, 2);
    const after = new TestWorker(service, to, 2);
    expect(await item(after, read)).toMatchObject({ read: true, confirmed: false, correctedSinceRead: false });
    expect(await item(after, signed)).toMatchObject({ read: true, confirmed: true });
    expect(await item(after, neither)).toMatchObject({ read: false, confirmed: false });
    await road.correct({
      postId: read,
      title: '更正',
      summary: '改',
      bodyHtml: '<p>改</p>',
      revision: 2,
      reason: '时间改了',
      correctedAt: new Date().toISOString(),
    });
    expect(await item(after, read)).toMatchObject({ read: true, correctedSinceRead: true });
    // and without what was carried, they would come up as new (the control)
    await service.database.query(`delete from late_receipt where unit_id = $1`, [to]);
    expect(await item(after, signed)).toMatchObject({ read: false, confirmed: false });
  });

  it('is counted in the old union alone, for what came there first, wherever it is read', async () => {
    const postId = await publish();
    await move(to, 2, 2);
    const after = new TestWorker(service, to, 2);
    await after.open(postId);
    expect(await delivery(postId, from)).toEqual({ audience: '111', read: 1, confirmed: 0 });
    expect(await delivery(postId, to)).toEqual({ audience: '11', read: 0, confirmed: 0 });
    expect(await after.send({ postId, grade: 'CONFIRMED' })).toBe(true);
    expect(await after.send({ postId, grade: 'CONFIRMED' })).toBe(true);
    expect(await delivery(postId, from)).toEqual({ audience: '111', read: 1, confirmed: 1 });
    expect(await road.wrongSums()).toEqual([]);
  });

  it('is not counted again where the post comes only after the move', async () => {
    const postId = newId();
    await service.database.query(`insert into forwarding_policy values ($1, 'MANUAL', null, now())`, [to]);
    await publish({ postId });
    await service.database.query(`delete from delivery where post_id = $1 and unit_id = $2`, [postId, to]);
    await service.database.query(`delete from forwarding_policy where unit_id = $1`, [to]);
    await service.database.query(`truncate coverage_sum`);
    await move(to, 2, 2);
    await service.database.query(`update outbox set published_at = null where envelope like '%' || $1 || '%'`, [
      postId,
    ]);
    await service.carry();
    expect(await delivery(postId, to)).toEqual({ audience: '110', read: 0, confirmed: 0 });
    await new TestWorker(service, to, 2).open(postId);
    expect([await delivery(postId, from), await delivery(postId, to)]).toMatchObject([{ read: 1 }, { read: 0 }]);
  });

  it('keeps what is for some only, and goes on being counted through one move after the other', async () => {
    const third = await service.database.query<{ unit_id: string }>(
      `insert into unit_mirror select uuidv7(), tier, kind, name, short_name, parent_id, path[:3] || uuidv7(), status, revision
         from unit_mirror where unit_id = $1 returning unit_id`,
      [to],
    );
    const last = third[0]?.unit_id ?? '';
    const postId = await publish({ audience: { sex: 'M' } });
    await move(to, 2, 2);
    await move(last, 0, 3);
    await move(to, 2, 2); // late: changes nothing
    const after = new TestWorker(service, last, 0);
    await after.open(postId);
    expect(await delivery(postId, from)).toMatchObject({ read: 1 });
    expect(await delivery(postId, last)).toMatchObject({ audience: '', read: 0 });
    expect(await item(after, postId)).toMatchObject({ read: true });
    expect(await service.database.query(`select 1 from late_receipt where unit_id = $1`, [to])).toEqual([]);
  });

  it('who leaves gets no new posts, and stays in the old figures', async () => {
    const before = await publish();
    await road.workers([{ ...mover, status: 'LEFT', revision: 2 }]);
    const after = await publish();
    expect([await delivery(before, from), await delivery(after, from)]).toMatchObject([
      { audience: '111' },
      { audience: '110' },
    ]);
    const place = new TestWorker(service, from, 2);
    expect((await place.inbox()).items.map((i) => i.postId)).toEqual([before]);
    await expect(place.open(after)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await place.send({ postId: after, grade: 'READ' })).toBe(false);
  });
});
