import {
  type Digest,
  type MirroredWorker,
  MirroredWorkers,
  type RpcDefinition,
  WorkerDigests,
  WorkersChanged,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import * as fc from 'fast-check';
import { buildWorker, buildWorkers } from '../testing/build-tree.js';
import { envelopeOf, testDistribution, type TestDistribution } from '../testing/test-distribution.js';
import { TimerLease } from '../timer/timer-lease.js';
import { ReconcileWorkers } from './application/reconcile-workers.js';
import { OnWorkersChanged } from './messaging/on-workers-changed.js';

/** Membership's answers, from a list of workers. */
class FakeMembership {
  workers: MirroredWorker[] = [];
  questions = 0;

  call = (
    definition: RpcDefinition,
    request: { unitId?: string; afterSlot?: number; after?: string; limit: number },
  ): Promise<unknown> => {
    this.questions++;
    if (definition.subject === MirroredWorkers.subject) {
      const own = this.workers.filter((w) => w.unitId === request.unitId && w.slot > (request.afterSlot ?? -1));
      return Promise.resolve({ workers: own.toSorted((a, b) => a.slot - b.slot).slice(0, request.limit) });
    }
    if (definition.subject !== WorkerDigests.subject) throw new Error(definition.subject);
    const digests = new Map<string, Digest>();
    for (const w of this.workers) {
      const d = digests.get(w.unitId) ?? { count: 0, revisionSum: 0 };
      digests.set(w.unitId, { count: d.count + 1, revisionSum: d.revisionSum + w.revision });
    }
    const units = [...digests]
      .map(([unitId, d]) => [unitId, d.count, d.revisionSum] as const)
      .toSorted((a, b) => (a[0] < b[0] ? -1 : 1));
    return Promise.resolve({
      units: units.filter(([id]) => !request.after || id > request.after).slice(0, request.limit),
    });
  };
}

describe('the mirror of the workers', () => {
  const membership = new FakeMembership();
  let service: TestDistribution;
  beforeAll(async () => {
    service = await testDistribution({}, membership as object);
  });
  beforeEach(() => service.database.query('truncate worker_mirror, unit_members'));
  afterAll(() => service.drop());

  const take = (...messages: MirroredWorker[][]) =>
    service.database.transaction((tx) =>
      service.module.get(OnWorkersChanged, { strict: false }).handleBatch(
        messages.map((workers) => envelopeOf(WorkersChanged.subject, { workers }, newId())),
        tx,
      ),
    );
  const members = async (unitId: string) => {
    const [row] = await service.database.query(
      `select slots, active, active_count as n from unit_members where unit_id = $1`,
      [unitId],
    );
    return row;
  };
  const mirror = async () => [
    await service.database.query(`select * from worker_mirror order by worker_id`),
    await service.database.query(`select * from unit_members where worker_count > 0 order by unit_id`),
  ];
  const reconcile = () => service.module.get(ReconcileWorkers, { strict: false }).run();

  it('keeps a bit per slot, set for active members; gaps and those who left are zero', async () => {
    const unitId = newId();
    await take([
      buildWorker({ unitId, slot: 0 }),
      buildWorker({ unitId, slot: 2, status: 'LEFT' }),
      buildWorker({ unitId, slot: 4 }),
    ]);
    expect(await members(unitId)).toEqual({ slots: 5, active: '10001', n: 2 });
  });

  it('moves a bit from the old union to the new one, and never shortens a bitmap', async () => {
    const [from, to] = [newId(), newId()];
    const mover = buildWorker({ unitId: from, slot: 1 });
    await take([buildWorker({ unitId: from, slot: 0 }), mover]);
    await take([{ ...mover, unitId: to, slot: 0, revision: 2 }]);
    expect([await members(from), await members(to)]).toEqual([
      { slots: 2, active: '10', n: 1 },
      { slots: 1, active: '1', n: 1 },
    ]);
  });

  it('is the same whatever the order of the messages and however often they come', async () => {
    const units = [newId(), newId(), newId()];
    const ids = Array.from({ length: 5 }, () => newId());
    // Every worker is in one union after the other, with a slot that nobody else ever has.
    const history = ids.flatMap((workerId, i) =>
      [0, 1, 2, 3].map((step) =>
        buildWorker({
          workerId,
          unitId: units[(i + step) % 3] ?? '',
          slot: i * 4 + step,
          revision: step + 1,
          status: step === 2 ? 'LEFT' : 'ACTIVE',
        }),
      ),
    );
    await take(history);
    const [rows] = await mirror();
    const bits = await Promise.all(units.map(async (u) => (await members(u)) as { active: string }));
    const ones = (b: { active: string } | undefined) =>
      [...(b?.active ?? '')].flatMap((bit, slot) => (bit === '1' ? [slot] : []));
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(history, { minLength: history.length }),
        fc.nat(history.length),
        async (shuffled, cut) => {
          await service.database.query('truncate worker_mirror, unit_members');
          await take(shuffled.slice(0, cut), shuffled.slice(cut >> 1));
          await take(shuffled);
          expect((await mirror())[0]).toEqual(rows);
          const now = await Promise.all(units.map(async (u) => (await members(u)) as { active: string }));
          expect(now.map(ones)).toEqual(bits.map(ones));
        },
      ),
      { numRuns: 15 },
    );
  });

  it('is exact when several copies of the service take over the same union at once', async () => {
    const unitId = newId();
    const workers = buildWorkers(unitId, 40);
    await Promise.all(workers.map((worker) => take([worker])));
    expect(await members(unitId)).toEqual({ slots: 40, active: '1'.repeat(40), n: 40 });
  });

  it('is mended from membership: what it lacks, what is stale, what is too much, and what is ahead', async () => {
    const [a, b, c] = [newId(), newId(), newId()];
    membership.workers = [...buildWorkers(a, 5), ...buildWorkers(b, 3), ...buildWorkers(c, 2)].map((w) => ({
      ...w,
      revision: 3,
    }));
    await take(membership.workers);
    const fresh = await mirror();
    expect(await reconcile()).toBe(0);
    await service.database.query(`delete from worker_mirror where unit_id = $1 and slot = 2`, [a]);
    await service.database.query(
      `update worker_mirror set revision = 2, status = 'LEFT' where unit_id = $1 and slot = 1`,
      [b],
    );
    await service.database.query(`update worker_mirror set revision = 7, sex = 'F' where unit_id = $1 and slot = 0`, [
      b,
    ]);
    await take([buildWorker({ unitId: c, slot: 9 }), buildWorker({ unitId: newId(), slot: 0 })]);
    await service.database
      .query(`update unit_members m set worker_count = (select count(*) from worker_mirror w where w.unit_id = m.unit_id),
      revision_sum = (select coalesce(sum(revision), 0) from worker_mirror w where w.unit_id = m.unit_id)`);
    expect(await reconcile()).toBe(4);
    const [workers] = await mirror();
    expect(workers).toEqual(fresh[0]);
    expect([await members(a), await members(b), await members(c)]).toEqual([
      { slots: 5, active: '11111', n: 5 },
      { slots: 3, active: '111', n: 3 },
      { slots: 10, active: '1100000000', n: 2 }, // slots are never given again, and bitmaps never shrink
    ]);
    expect(await reconcile()).toBe(0);
  });

  it('is filled from nothing, page by page', async () => {
    const unitId = newId();
    membership.workers = [
      ...buildWorkers(unitId, 2300),
      ...Array.from({ length: 1100 }, () => buildWorker({ unitId: newId(), slot: 0 })),
    ];
    expect(await reconcile()).toBe(1101);
    const [row] = await service.database.query(
      `select count(*)::int as workers, count(distinct unit_id)::int as unions from worker_mirror`,
    );
    expect(row).toEqual({ workers: 3400, unions: 1101 });
  }, 60_000);

  it('is reconciled by one copy of the service at a time', async () => {
    const lease = service.module.get(TimerLease, { strict: false });
    const taken = await Promise.all(Array.from({ length: 5 }, () => lease.take('test', 60)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    await lease.giveBack('test');
    expect(await lease.take('test', 60)).toBe(true);
  });
});
