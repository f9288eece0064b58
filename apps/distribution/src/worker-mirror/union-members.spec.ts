import { type MirroredWorker, WorkersChanged } from '@guantong/contracts';
import type { Sql } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import * as fc from 'fast-check';
import { buildWorker, buildWorkers } from '../testing/build-tree.js';
import { envelopeOf, testDistribution, type TestDistribution } from '../testing/test-distribution.js';
import { EraseWorker } from './application/erase-worker.js';
import { OnWorkersChanged } from './messaging/on-workers-changed.js';
import { WorkerMirrorRepository } from './persistence/worker-mirror-repository.js';

describe("the bitmap of a union's members", () => {
  let service: TestDistribution;
  beforeAll(async () => {
    service = await testDistribution();
  });
  afterAll(() => service.drop());

  const take = (workers: MirroredWorker[]) =>
    service.database.transaction((tx) =>
      service.module
        .get(OnWorkersChanged, { strict: false })
        .handle(envelopeOf(WorkersChanged.subject, { workers }, newId()), tx),
    );
  const erase = (workerId: string) =>
    service.database.transaction((tx) => service.module.get(EraseWorker, { strict: false }).run(tx, workerId));
  const kept = () => service.database.query(`select * from unit_members order by unit_id`);
  const madeAnew = async (unitIds: string[]) => {
    await service.database.transaction((tx) => new WorkerMirrorRepository().refreshMembers(tx, unitIds));
    return kept();
  };
  const clear = () =>
    service.database.query('truncate worker_mirror, unit_members, secondary_place, erased_worker, late_receipt');

  it('is the same as one made anew from all its workers, whatever happens to them in whatever order', async () => {
    const unions = [newId(), newId(), newId()];
    const ids = Array.from({ length: 5 }, () => newId());
    const unionOf = (u: number) => unions[u] ?? '';
    // Each worker has slots of his own in each union, so that nobody ever gets another's.
    const slotOf = (worker: number, again: number) => worker * 7 + again * 3;
    const state = fc
      .record({
        worker: fc.nat(4),
        union: fc.nat(2),
        again: fc.nat(2),
        status: fc.constantFrom('ACTIVE' as const, 'LEFT' as const),
        revision: fc.integer({ min: 1, max: 6 }),
        elsewhere: fc.boolean(),
      })
      .map(({ worker, union, again, status, revision, elsewhere }) =>
        buildWorker({
          workerId: ids[worker] ?? '',
          unitId: unionOf(union),
          slot: slotOf(worker, again),
          status,
          revision,
          ...(elsewhere && { secondary: [{ unitId: unionOf((union + 1) % 3), slot: slotOf(worker, 0) + 1 }] }),
        }),
      );
    const step = fc.oneof(
      { weight: 8, arbitrary: fc.array(state, { minLength: 1, maxLength: 8 }) },
      { weight: 1, arbitrary: fc.nat(4) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        await clear();
        for (const one of steps) {
          if (typeof one === 'number') await erase(ids[one] ?? '');
          else await take(one);
          const now = await kept();
          expect(now).toEqual(await madeAnew(now.map((row) => (row as { unit_id: string }).unit_id)));
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('costs as many pages for a few new workers of a large union as of a small one', async () => {
    await clear();
    const [small, large] = [newId(), newId()];
    for (let from = 0; from < 4000; from += 500)
      await take(buildWorkers(large, 500, (slot) => ({ slot: from + slot })));
    await take(buildWorkers(small, 5));
    await service.database.query('analyze worker_mirror, unit_members');
    const pages = (work: (tx: Sql) => Promise<unknown>): Promise<number> =>
      service.database.transaction(async (tx) => {
        const looked = async () => {
          const [row] = await tx.query<{ n: string }>(
            `select pg_stat_get_xact_blocks_fetched('worker_mirror'::regclass)
                  + pg_stat_get_xact_blocks_fetched('unit_members'::regclass) as n`,
          );
          return Number(row?.n);
        };
        const before = await looked();
        await work(tx);
        return (await looked()) - before;
      });
    const repository = new WorkerMirrorRepository();
    const forSmall = await pages((tx) => repository.takeOver(tx, [buildWorker({ unitId: small, slot: 5 })]));
    const forLarge = await pages((tx) => repository.takeOver(tx, [buildWorker({ unitId: large, slot: 4000 })]));
    expect(forSmall).toBeGreaterThan(0);
    expect(forLarge).toBeLessThanOrEqual(forSmall + 5);
    expect(await pages((tx) => repository.refreshMembers(tx, [large]))).toBeGreaterThan(forSmall + 5); // made anew
  });

  it('takes a worker once, however the id is written', async () => {
    await clear();
    const unitId = newId();
    const worker = buildWorker({ unitId, slot: 0 });
    await take([worker, { ...worker, workerId: worker.workerId.toUpperCase(), revision: 2, status: 'LEFT' }]);
    expect(await kept()).toMatchObject([{ unit_id: unitId, active: '0', worker_count: 1, revision_sum: '2' }]);
  });
});
