import { newId } from '@guantong/platform';
import { buildPost } from '../../apps/distribution/src/testing/build-post.js';
import type { TestDistribution } from '../../apps/distribution/src/testing/test-distribution.js';
import { TestRoad } from '../../apps/distribution/src/testing/test-road.js';

const ROUNDS = 5;
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** One post to every union, all AUTO, handlers called one after the other; against the same rows by INSERT … SELECT. */
export async function measureFanOut(
  service: TestDistribution,
  unitId: string,
  print: (line: string) => void,
): Promise<void> {
  const { database } = service;
  const road = new TestRoad(service);
  await database.query(`create table raw_delivery (like delivery including all)`);
  await database.query(`create table raw_relay (like relay including all)`);
  const ours: number[] = [];
  const raw: number[] = [];
  let messages = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const post = buildPost({ unitId, postId: newId() });
    let start = performance.now();
    await road.publish(post);
    messages = await service.carry();
    ours.push(performance.now() - start);
    start = performance.now();
    await database.transaction(async (tx) => {
      await tx.query(`insert into raw_relay select * from relay where post_id = $1`, [post.postId]);
      await tx.query(`insert into raw_delivery select * from delivery where post_id = $1`, [post.postId]);
    });
    raw.push(performance.now() - start);
  }
  const [size] = await database.query<{ rows: number; mb: number }>(
    `select count(*)::int / ${ROUNDS} as rows, (pg_total_relation_size('delivery') / 1e6 / ${ROUNDS})::float8 as mb from delivery`,
  );
  print(
    `fan-out to ${size?.rows} unions: ${median(ours).toFixed(0)} ms in ${messages} messages; raw insert ${median(raw).toFixed(0)} ms; ` +
      `ratio ${(median(ours) / median(raw)).toFixed(2)}; ${size?.mb.toFixed(1)} MB a post`,
  );
  await database.query(`drop table raw_delivery, raw_relay`);
}
