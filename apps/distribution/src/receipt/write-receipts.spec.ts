import { newId } from '@guantong/platform';
import * as fc from 'fast-check';
import { buildPost } from '../testing/build-post.js';
import { buildTree, buildWorkers } from '../testing/build-tree.js';
import { testDistribution, type TestDistribution } from '../testing/test-distribution.js';
import { TestRoad } from '../testing/test-road.js';
import { GatherReceipts } from './application/gather-receipts.js';
import { ReceiptWriter } from './application/receipt-writer.js';
import type { Receipt } from './domain/receipt.js';
import { ReceiptRepository } from './persistence/receipt-repository.js';

const WORKERS = 5;

describe('receipts', () => {
  let service: TestDistribution;
  let road: TestRoad;
  beforeAll(async () => {
    service = await testDistribution({ RECEIPT_GATHER_MS: 1, DB_POOL: 20 });
    road = new TestRoad(service);
  });
  afterAll(() => service.drop());

  const posted = async (unions = 4, posts = 2) => {
    const tree = buildTree(1, 2, unions);
    await road.units(tree.all);
    await road.workers(
      tree.unions.flatMap((u) => buildWorkers(u.unitId, WORKERS, (slot) => ({ sex: slot % 2 ? 'F' : 'M' }))),
    );
    const postIds: string[] = [];
    for (let i = 0; i < posts; i++) {
      // The last post is for the women only: slots 1 and 3.
      const post = buildPost({ unitId: tree.city.unitId, audience: i === posts - 1 ? { sex: 'F' } : {} });
      await road.publish(post);
      postIds.push(post.postId);
    }
    await service.carry();
    return { unitIds: tree.unions.map((u) => u.unitId), postIds };
  };
  /** Counters and sums against the bits, counted one by one. */
  const counted = async (postIds: readonly string[]) => {
    const [row] = await service.database.query<Record<string, number>>(
      `select sum(d.read_count)::int as read, sum(d.confirmed_count)::int as confirmed,
              (select sum(read)::int from coverage_sum where post_id = any($1::uuid[])) as "readSum",
              (select sum(confirmed)::int from coverage_sum where post_id = any($1::uuid[])) as "confirmedSum",
              sum((select count(*) from generate_series(0, d.slots - 1) s where d.read is not null and get_bit(d.read, s) = 1))::int as "readBits",
              sum((select count(*) from generate_series(0, d.slots - 1) s where d.confirmed is not null and get_bit(d.confirmed, s) = 1))::int as "confirmedBits",
              (select count(*)::int from receipt_log where post_id = any($1::uuid[])) as logged
         from delivery d where d.post_id = any($1::uuid[])`,
      [postIds],
    );
    return row;
  };

  it('are counted exactly, whatever is given, repeatedly and at once (against a naive recount)', async () => {
    const any = fc.record({
      post: fc.nat(1),
      unit: fc.nat(7),
      slot: fc.nat(WORKERS + 1),
      revision: fc.constantFrom(1, 1, 1, 7),
      confirmed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(any, { minLength: 1, maxLength: 120 }), async (given) => {
        const { unitIds, postIds } = await posted();
        const gather = service.module.get(GatherReceipts, { strict: false });
        const receipts = given.map((g): Receipt => ({
          ...g,
          postId: postIds[g.post] ?? '',
          unitId: unitIds[g.unit] ?? '',
        }));
        const fits = await Promise.all([...receipts, ...receipts].map((r) => gather.record(r)));
        const inAudience = (r: Receipt) => (r.postId === postIds[0] ? true : r.slot < WORKERS && r.slot % 2 === 1); // late ones see what is for all
        expect(fits).toEqual([...receipts, ...receipts].map(inAudience));
        const counting = receipts.filter((r) => inAudience(r) && r.slot < WORKERS);
        const distinct = (rows: Receipt[]) => new Set(rows.map((r) => `${r.postId} ${r.unitId} ${r.slot}`)).size;
        const read = distinct(counting);
        const confirmed = distinct(counting.filter((r) => r.confirmed));
        expect(await counted(postIds)).toMatchObject({
          read,
          readBits: read,
          readSum: read,
          confirmed,
          confirmedBits: confirmed,
          confirmedSum: confirmed,
        });
      }),
      { numRuns: 12 },
    );
  });

  it('change nothing when they come again', async () => {
    const { unitIds, postIds } = await posted();
    const gather = service.module.get(GatherReceipts, { strict: false });
    const all = unitIds.flatMap((unitId) =>
      [0, 1, 2].map((slot) => ({ unitId, slot, postId: postIds[0] ?? '', revision: 1, confirmed: slot === 2 })),
    );
    await Promise.all(all.map((r) => gather.record(r)));
    const before = [await road.tables(), await counted(postIds)];
    for (let i = 0; i < 3; i++) await Promise.all(all.toReversed().map((r) => gather.record(r)));
    expect([await road.tables(), await counted(postIds)]).toEqual(before);
    expect(await counted(postIds)).toMatchObject({ read: 24, confirmed: 8, logged: 24 });
  });

  /** The same batches from many connections at once; gives the SQL states of those that failed. */
  const storm = async (order: (unitIds: string[], i: number) => string[]) => {
    const { unitIds, postIds } = await posted(40, 1);
    const repository = service.module.get(ReceiptRepository, { strict: false });
    const batches = Array.from({ length: 60 }, (_, i) =>
      order(
        unitIds.toSorted((a, b) => (a < b ? -1 : 1)),
        i,
      ).map((unitId) => ({
        postId: postIds[0] ?? '',
        unitId,
        codes: [(2 ** 20 + (i % WORKERS)) * 2],
      })),
    );
    const done = await Promise.allSettled(batches.map((batch) => repository.write(batch)));
    const failures = done.filter((d) => d.status === 'rejected').map((d) => (d.reason as { code?: string }).code);
    return { failures, counts: await counted(postIds) };
  };

  it('do not lock each other out when many writers touch the same unions in key order', async () => {
    const { failures, counts } = await storm((unitIds) => unitIds);
    expect(failures).toEqual([]);
    expect(counts?.read).toBe(counts?.readBits);
    expect(counts?.readSum).toBe(counts?.readBits);
  });

  it('would lock each other out in any other order (the control for the test above)', async () => {
    const { failures } = await storm((unitIds, i) => (i % 2 ? unitIds : unitIds.toReversed()));
    expect(failures).toContain('40P01');
  });

  it('are answered only after they are committed, together', async () => {
    const events: string[] = [];
    const writer = new ReceiptWriter(
      async (deliveries) => {
        events.push(`write ${deliveries.map((d) => d.codes.length).join('+')}`);
        await Promise.resolve();
        events.push('committed');
        return () => true;
      },
      { gatherMs: 1, batch: 100 },
    );
    const unitId = newId();
    const receipt = (slot: number): Receipt => ({ postId: 'p', unitId, slot, revision: 1, confirmed: false });
    await Promise.all(
      [0, 1, 2, 2].map((slot) => writer.add(receipt(slot)).then(() => events.push(`answered ${slot}`))),
    );
    expect(events).toEqual(['write 3', 'committed', 'answered 0', 'answered 1', 'answered 2', 'answered 2']);
  });

  it('are all refused when their batch cannot be written, and those after them are not', async () => {
    let broken = true;
    const writer = new ReceiptWriter(
      async () => {
        if (broken) throw new Error('connection lost');
        return () => true;
      },
      { gatherMs: 0, batch: 2 },
    );
    const add = (slot: number) => writer.add({ postId: 'p', unitId: newId(), slot, revision: 1, confirmed: false });
    const lost = await Promise.allSettled([add(0), add(1), add(2)]);
    expect(lost.map((l) => l.status)).toEqual(['rejected', 'rejected', 'rejected']);
    broken = false;
    expect(await add(3)).toBe(true);
  });

  it('are refused as overload when too many wait', async () => {
    const writer = new ReceiptWriter(() => new Promise(() => undefined), { gatherMs: 0, batch: 1 });
    const unitId = newId();
    for (let slot = 0; slot < 20; slot++) void writer.add({ postId: 'p', unitId, slot, revision: 1, confirmed: false });
    await expect(writer.add({ postId: 'p', unitId, slot: 99, revision: 1, confirmed: false })).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
  });
});
