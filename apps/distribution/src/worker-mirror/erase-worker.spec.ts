import { type MirroredWorker, WorkerErased, WorkersChanged } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { columnsContaining } from '@guantong/testing';
import { buildPost } from '../testing/build-post.js';
import { buildTree, buildWorker, buildWorkers } from '../testing/build-tree.js';
import { envelopeOf, testDistribution, type TestDistribution } from '../testing/test-distribution.js';
import { TestRoad } from '../testing/test-road.js';
import { TestWorker } from '../testing/test-worker.js';
import { OnWorkerErased } from './messaging/on-worker-erased.js';
import { OnWorkersChanged } from './messaging/on-workers-changed.js';

/** Stands for everything that says something about the person. */
const CANARY = 'canary-7f3a';

describe('a worker who has everything erased', () => {
  let service: TestDistribution;
  let road: TestRoad;
  let city: string;
  let from: string;
  let to: string;
  beforeAll(async () => {
    service = await testDistribution();
    road = new TestRoad(service);
  });
  afterAll(() => service.drop());
  beforeEach(async () => {
    const tree = buildTree(1, 1, 2);
    await road.units(tree.all);
    [city, from, to] = [tree.city.unitId, tree.unions[0]?.unitId ?? '', tree.unions[1]?.unitId ?? ''];
    await road.workers([...buildWorkers(from, 2), ...buildWorkers(to, 2)]);
  });

  const erase = (workerId: string) =>
    service.database.transaction((tx) =>
      service.module
        .get(OnWorkerErased, { strict: false })
        .handle(envelopeOf(WorkerErased.subject, { workerId }, newId()), tx),
    );
  const tell = (worker: MirroredWorker) =>
    service.database.transaction((tx) =>
      service.module
        .get(OnWorkersChanged, { strict: false })
        .handle(envelopeOf(WorkersChanged.subject, { workers: [worker] }, newId()), tx),
    );
  const marked = (given: Partial<MirroredWorker> = {}): MirroredWorker => ({
    ...buildWorker({ unitId: from, slot: 2, ...given }),
    schooling: CANARY as never,
  });
  const publish = async () => {
    const post = buildPost({ unitId: city });
    await road.publish(post);
    await service.carry();
    return post.postId;
  };
  const figures = (postId: string) =>
    service.database.query(
      `select audience, audience_count as n, read, read_count from delivery where post_id = $1 order by unit_id`,
      [postId],
    );

  it('is nowhere any more, but for the bits that say somebody was reached', async () => {
    const worker = marked({ secondary: [{ unitId: to, slot: 5 }] });
    await tell(worker);
    const [before, other] = [await publish(), await publish()];
    await new TestWorker(service, from, 2).open(before);
    await new TestWorker(service, to, 5, { secondary: [] }).send({ postId: other, grade: 'READ' });
    await service.database.query(
      `insert into dead_letter (id, consumer, message_key, subject, reason, headers, payload, deliveries)
       values (uuidv7(), 'x', 'y', 'z', 'r', '{}', convert_to($1, 'UTF8'), 1)`,
      [JSON.stringify({ workers: [worker] })],
    );
    const then = [await figures(before), await figures(other)];
    expect(await columnsContaining(service.database, CANARY)).toEqual([
      'dead_letter.payload',
      'worker_mirror.schooling',
    ]);
    await erase(worker.workerId);
    expect(await columnsContaining(service.database, CANARY)).toEqual([]);
    // the bare id alone, so that nothing late can bring anything back
    expect(await columnsContaining(service.database, worker.workerId)).toEqual([
      'erased_worker.worker_id',
      'worker_mirror.worker_id',
    ]);
    expect(await service.database.query(`select 1 from late_receipt where unit_id = $1 and slot = 5`, [to])).toEqual(
      [],
    );
    expect([await figures(before), await figures(other)]).toEqual(then);
    expect(await road.wrongSums()).toEqual([]);
  });

  it('keeps the slot, and gets no post any more', async () => {
    const worker = marked();
    await tell(worker);
    await erase(worker.workerId);
    const postId = await publish();
    const [row] = await service.database.query(`select slots, active from unit_members where unit_id = $1`, [from]);
    expect(row).toEqual({ slots: 3, active: '110' });
    expect(await figures(postId)).toContainEqual({ audience: '110', n: 2, read: null, read_count: 0 });
  });

  it('is not brought back by messages that are late, or that say more', async () => {
    const worker = marked();
    await erase(worker.workerId); // before anything was known of the worker
    await tell(worker);
    await tell({ ...worker, revision: 5, unitId: to, slot: 3, secondary: [{ unitId: from, slot: 9 }] });
    await tell({ ...worker, revision: 2 });
    await erase(worker.workerId);
    expect(await columnsContaining(service.database, CANARY)).toEqual([]);
    const rows = await service.database.query(
      `select unit_id, slot, sex, birth_year, has_smartphone, status, revision::int from worker_mirror where worker_id = $1`,
      [worker.workerId],
    );
    // the row that the digests of membership know of, and nothing else
    expect(rows).toEqual([
      { unit_id: to, slot: 3, sex: null, birth_year: null, has_smartphone: null, status: 'LEFT', revision: 5 },
    ]);
    expect(
      await service.database.query(`select 1 from secondary_place where worker_id = $1`, [worker.workerId]),
    ).toEqual([]);
  });
});
