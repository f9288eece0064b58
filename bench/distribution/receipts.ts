import { GatherReceipts } from '../../apps/distribution/src/receipt/application/gather-receipts.js';
import type { Receipt } from '../../apps/distribution/src/receipt/domain/receipt.js';
import type { TestDistribution } from '../../apps/distribution/src/testing/test-distribution.js';

const RECEIPTS = 600_000;
/** Answers outstanding at once: phones that wait. */
const IN_FLIGHT = 40_000;

/** Receipts of random workers for the newest posts, each answered after its commit; then held against a recount. */
export async function measureReceipts(service: TestDistribution, print: (line: string) => void): Promise<void> {
  const { database } = service;
  await database.query(`vacuum analyze delivery`);
  const deliveries = await database.query<{ post_id: string; unit_id: string; slots: number }>(
    `select post_id, unit_id, slots from delivery where post_id = (select post_id from relay order by received_at desc limit 1)`,
  );
  const gather = service.module.get(GatherReceipts, { strict: false });
  const given = randomReceipts(deliveries, RECEIPTS);
  const start = performance.now();
  let next = 0;
  const phone = async () => {
    for (let r = given[next++]; r; r = given[next++]) await gather.record(r);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, phone));
  const seconds = (performance.now() - start) / 1000;
  const [check] = await database.query<{ counted: number; bits: number; sums: number; log: number }>(
    `select (select sum(read_count)::int from delivery) as counted, (select sum(bit_count(read))::int from delivery) as bits,
            (select sum(read)::int from coverage_sum) as sums, (select count(*)::int from receipt_log) as log`,
  );
  print(
    `receipts: ${(given.length / seconds).toFixed(0)} a second (${given.length}, ${IN_FLIGHT} in flight); ` +
      `bits ${check?.bits}, counters ${check?.counted}, sums ${check?.sums}, log ${check?.log}`,
  );
}

function randomReceipts(
  deliveries: readonly { post_id: string; unit_id: string; slots: number }[],
  n: number,
): Receipt[] {
  return Array.from({ length: n }, () => {
    const d = deliveries[Math.floor(Math.random() * deliveries.length)];
    if (!d) throw new Error('no delivery');
    const slot = Math.floor(Math.random() * d.slots);
    return { postId: d.post_id, unitId: d.unit_id, slot, revision: 1, confirmed: false };
  });
}
