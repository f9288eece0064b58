import type { PostCorrectedV1, PostPublishedV1, PostRecalledV1 } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildPost } from '../testing/build-post.js';
import { testDistribution, type TestDistribution } from '../testing/test-distribution.js';
import { TestRoad } from '../testing/test-road.js';

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));

describe('what the service keeps of a post', () => {
  let service: TestDistribution;
  let road: TestRoad;
  beforeAll(async () => {
    service = await testDistribution();
    road = new TestRoad(service);
  });
  afterAll(() => service.drop());

  const published = (postId: string): PostPublishedV1 => buildPost({ postId, unitId: newId(), title: '原文' });
  const corrected = (postId: string, revision: number): PostCorrectedV1 => ({
    postId,
    title: `第${revision}稿`,
    summary: '',
    bodyHtml: `<p>第${revision}稿</p>`,
    revision,
    reason: '日期写错',
    correctedAt: '2026-03-08T01:00:00.000Z',
  });
  const recalled = (postId: string): PostRecalledV1 => ({
    postId,
    revision: 9,
    reason: '活动取消',
    recalledAt: '2026-03-09T01:00:00.000Z',
  });
  const row = async (postId: string) =>
    (await road.tables()).post_mirror?.find((r) => (r as { post_id: string }).post_id === postId);

  it('ends up the same in whichever order publication, corrections and recall arrive, and however often', async () => {
    const template = newId();
    const post = published(template);
    const results: unknown[] = [];
    const steps = (postId: string) => [
      () => road.publish({ ...post, postId }),
      () => road.correct(corrected(postId, 2)),
      () => road.correct(corrected(postId, 3)),
      () => road.recall(recalled(postId)),
    ];
    for (const order of permutations([0, 1, 2, 3])) {
      const postId = newId();
      const all = steps(postId);
      for (const step of [...order, ...order.toReversed()]) await all[step]?.();
      results.push({ ...((await row(postId)) as object), post_id: null });
    }
    expect(results).toHaveLength(24);
    for (const result of results) expect(result).toEqual(results[0]);
    expect(results[0]).toMatchObject({
      status: 'RECALLED',
      revision: 3,
      title: '第3稿',
      unit_id: post.unitId,
      recall_reason: '活动取消',
    });
  });

  it('keeps a correction that comes before the publication, and shows the post only after the publication', async () => {
    const postId = newId();
    await road.correct(corrected(postId, 2));
    expect(await row(postId)).toMatchObject({ status: 'EXPECTED', title: '第2稿', unit_id: null });
    await road.publish(published(postId));
    expect(await row(postId)).toMatchObject({
      status: 'PUBLISHED',
      title: '第2稿',
      revision: 2,
      correction_reason: '日期写错',
    });
  });

  it('would lose that correction if whatever comes last won (the control for the tests above)', async () => {
    await service.database.query(`create table naive (post_id uuid primary key, title text)`);
    const postId = newId();
    for (const { title } of [corrected(postId, 2), published(postId)]) {
      await service.database.query(
        `insert into naive values ($1, $2) on conflict (post_id) do update set title = excluded.title`,
        [postId, title],
      );
    }
    expect(await service.database.query(`select title from naive`)).toEqual([{ title: '原文' }]);
  });
});
