import { buffersTouched, fillTables } from '@guantong/testing';
import { type PostListRequest, type PostStatus, scopeOf } from '@guantong/contracts';
import { buildActor } from '../../testing/build-actor.js';
import { buildPost } from '../../testing/build-post.js';
import { type DisposableContent, disposableContent } from '../../testing/disposable-content.js';

describe('lists of posts', () => {
  let content: DisposableContent;
  beforeAll(async () => {
    content = await disposableContent();
  });
  afterAll(() => content.drop());

  it('come newest first, page by page, each post once, also when new ones arrive meanwhile', async () => {
    const { district, direct } = content.tree;
    const ids: string[] = [];
    for (let i = 0; i < 7; i++) {
      const { unitId } = i % 2 ? district : direct;
      ids.unshift((await buildPost(content, { unitId, title: `第${i}篇` })).post.postId);
    }
    const reader = buildActor(['reviewer', district.unitId]);
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page: { items: { postId: string }[]; next: string | null } = await content.readPosts.list(
        { limit: 3, ...(cursor && { cursor }) },
        reader,
      );
      seen.push(...page.items.map((item) => item.postId));
      if (cursor === undefined) await buildPost(content, { unitId: direct.unitId });
      cursor = page.next;
    }
    expect(seen).toEqual(ids);
  });

  it('can be narrowed by unit, status and kind, and counted by status', async () => {
    const { sibling } = content.tree;
    const statuses: PostStatus[] = ['DRAFT', 'DRAFT', 'SUBMITTED', 'PUBLISHED', 'RECALLED'];
    for (const status of statuses) await buildPost(content, { unitId: sibling.unitId, status, kind: 'safety' });
    const reader = buildActor(['reviewer', content.tree.city.unitId]);
    const list = async (request: PostListRequest) =>
      (await content.readPosts.list(request, reader)).items.map((item) => item.status);
    expect(await list({ unitId: sibling.unitId })).toEqual(statuses.toReversed());
    expect(await list({ unitId: sibling.unitId, status: 'DRAFT' })).toEqual(['DRAFT', 'DRAFT']);
    expect(await list({ kind: 'safety', status: 'PUBLISHED' })).toEqual(['PUBLISHED']);
    expect(await list({ unitId: sibling.unitId, kind: 'notice' })).toEqual([]);
    expect(await content.readPosts.counts(sibling.unitId, reader)).toEqual({
      counts: { DRAFT: 2, SUBMITTED: 1, REJECTED: 0, APPROVED: 0, PUBLISHED: 1, RECALLED: 1 },
    });
  });

  it('show times in UTC, to the millisecond', async () => {
    const { post } = await buildPost(content, { status: 'PUBLISHED' });
    for (const time of [post.createdAt, post.updatedAt, post.publishedAt]) {
      expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(Math.abs(Date.now() - Date.parse(time ?? ''))).toBeLessThan(60_000);
    }
  });

  it('look at few pages among 20,000 posts of 200 units: one unit of few posts, and the whole city', async () => {
    const { city, district } = content.tree;
    await fillTables(
      content.database,
      `with units as (
         insert into unit_mirror (unit_id, tier, kind, name, short_name, parent_id, path, status, revision)
         select u.id, 'DIRECT', 'park', 'u', 'u', $2::uuid, array[$1::uuid, $2::uuid, u.id], 'ACTIVE', 1
           from (select gen_random_uuid() as id from generate_series(1, 200)) u returning unit_id),
       posts as (
         insert into post select uuidv7(), unit_id, 'PUBLISHED', 'notice', '{}', false, null, 1, 1, gen_random_uuid(),
                null, null, now(), now(), now() from units, generate_series(1, 100) returning id)
       insert into post_revision select id, 1, 't', 's', 'b', 'b', null, gen_random_uuid(), now() from posts`,
      [city.unitId, district.unitId],
    );
    await content.database.query('analyze');
    const first = await content.readPosts.list({}, buildActor(['reviewer', city.unitId]));
    expect(first.items).toHaveLength(20);

    const pages = (request: PostListRequest, unitId: string) => {
      const scope = scopeOf(buildActor(['reviewer', unitId]), 'post.review');
      return buffersTouched(content.database, (sql) => content.views.list(sql, request, scope));
    };
    const ofFew = await pages({}, content.tree.sibling.unitId);
    const ofAll = await pages({}, city.unitId);
    const ofOne = await pages({ unitId: first.items[0]?.unitId ?? '' }, city.unitId);
    // The measure, and the control: without the index every post is looked at.
    await content.database.query('drop index post_unit');
    const withoutIndex = await pages({}, content.tree.sibling.unitId);
    expect(withoutIndex).toBeGreaterThan(3 * ofFew);
    expect(withoutIndex).toBeGreaterThan(2 * Math.max(ofAll, ofOne));
  });
});
