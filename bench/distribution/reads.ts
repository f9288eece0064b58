import { newId } from '@guantong/platform';
import { ReportCoverage } from '../../apps/distribution/src/coverage/application/report-coverage.js';
import { ListUnreached } from '../../apps/distribution/src/coverage/application/list-unreached.js';
import { ReadInbox } from '../../apps/distribution/src/delivery/application/read-inbox.js';
import { PassThroughOverdue } from '../../apps/distribution/src/relay/application/pass-through-overdue.js';
import type { TestDistribution } from '../../apps/distribution/src/testing/test-distribution.js';

async function timed(n: number, work: (i: number) => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let i = 0; i < n; i++) {
    const start = performance.now();
    await work(i);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return `median ${(times[n >> 1] ?? 0).toFixed(2)} ms, p99 ${(times[Math.floor(n * 0.99)] ?? 0).toFixed(2)} ms`;
}

/** The reads with a limit, one after the other, from Node. */
export async function measureReads(
  service: TestDistribution,
  cityId: string,
  print: (line: string) => void,
): Promise<void> {
  const { database, module } = service;
  const get = <T>(type: new (...args: never[]) => T): T => module.get(type, { strict: false });
  const [{ post_id: postId } = { post_id: '' }] = await database.query<{ post_id: string }>(
    `select post_id from relay order by received_at desc limit 1`,
  );
  const units = await database.query<{ unit_id: string; tier: string; slots: number }>(
    `select u.unit_id, u.tier, m.slots from unit_mirror u left join unit_members m using (unit_id) order by u.tier, u.unit_id`,
  );
  const of = (tier: string) => units.filter((u) => u.tier === tier);
  const scope = { units: [], subtrees: [cityId] };
  for (const tier of ['CITY', 'DISTRICT', 'DIRECT']) {
    const some = of(tier);
    const report = (i: number) =>
      get(ReportCoverage).run({ postId, unitId: some[i % some.length]?.unit_id ?? '' }, scope);
    print(`coverage of a ${tier}: ${await timed(200, report)}`);
  }
  const unions = of('GRASSROOTS');
  const pick = (i: number) => unions[(i * 7919) % unions.length] ?? { unit_id: '', slots: 1 };
  print(
    `unreached of a union: ${await timed(500, (i) => get(ListUnreached).run({ postId, unitId: pick(i).unit_id, limit: 200 }, scope))}`,
  );
  print(
    `inbox, one by one: ${await timed(2000, (i) => get(ReadInbox).list({ id: newId(), unitId: pick(i).unit_id, slot: i % pick(i).slots }, {}))}`,
  );
  const start = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      for (; done < 20_000;) {
        const u = pick(done++);
        await get(ReadInbox).list({ id: newId(), unitId: u.unit_id, slot: done % u.slots }, {});
      }
    }),
  );
  print(`inbox, 32 at once: ${(20_000 / ((performance.now() - start) / 1000)).toFixed(0)} a second`);
  print(`pass-through sweep, idle: ${await timed(500, () => get(PassThroughOverdue).run())}`);
}
