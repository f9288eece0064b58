import type { Actor, PostStatus, Succession } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildActor } from '../../testing/build-actor.js';
import { buildPost, draftRequest } from '../../testing/build-post.js';
import { type DisposableContent, disposableContent } from '../../testing/disposable-content.js';

describe('the posts of a unit that goes', () => {
  let content: DisposableContent;
  beforeAll(async () => {
    content = await disposableContent();
  });
  afterAll(() => content.drop());
  beforeEach(() => content.database.query(`delete from unit_succession`));

  const succeed = (succession: Exclude<Succession, 'SPLIT'>, fromUnitId: string, toUnitId: string) =>
    content.database.transaction((tx) =>
      content.takeOver.run(tx, {
        changeId: newId(),
        succession,
        fromUnitId,
        toUnitIds: [toUnitId],
        effectiveAt: new Date().toISOString(),
      }),
    );

  it('that have not gone out pass to the successor as they stand, and their history says why', async () => {
    const { district, sibling } = content.tree;
    const unfinished: PostStatus[] = ['DRAFT', 'SUBMITTED', 'REJECTED', 'APPROVED'];
    const built = await Promise.all(unfinished.map((status) => buildPost(content, { status })));
    const published = await buildPost(content, { status: 'PUBLISHED' });
    await succeed('MERGED', district.unitId, sibling.unitId);
    await succeed('MERGED', district.unitId, sibling.unitId);
    const reader = buildActor(['publisher', sibling.unitId], ['reviewer', sibling.unitId]);
    for (const { post } of built) {
      expect(await content.readPosts.one(post.postId, reader)).toMatchObject({
        unitId: sibling.unitId,
        status: post.status,
        version: post.version + 1,
      });
      expect((await content.readPosts.history(post.postId, reader)).steps.at(-1)).toMatchObject({
        action: 'take_over',
        accountId: null,
        fromStatus: post.status,
        toStatus: post.status,
        comment: `因工会合并，由${sibling.name}接办`,
      });
    }
    const stays = await content.readPosts.one(published.post.postId, published.writer);
    expect(stays).toMatchObject({ unitId: district.unitId, version: published.post.version });
  });

  it('go on where they were: the successor’s people review and publish them in its name', async () => {
    const { district, sibling } = content.tree;
    const { post, writer } = await buildPost(content, { status: 'SUBMITTED' });
    await succeed('DISSOLVED', district.unitId, sibling.unitId);
    const postId = post.postId;
    await expect(content.publishPost.run({ postId }, writer)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await content.approvePost.run({ postId }, buildActor(['reviewer', sibling.unitId]));
    await content.publishPost.run({ postId }, buildActor(['publisher', sibling.unitId]));
    expect((await content.eventsOf(postId)).at(-1)?.data).toMatchObject({ unitId: sibling.unitId });
  });

  it('pass along a row of mergers, and nobody begins a new one for a unit that is gone', async () => {
    const { city, district, sibling } = content.tree;
    const { post } = await buildPost(content, { status: 'DRAFT' });
    await succeed('DISSOLVED', sibling.unitId, city.unitId); // told of first, though it happened later
    await succeed('MERGED', district.unitId, sibling.unitId);
    const reader = buildActor(['publisher', city.unitId]);
    expect(await content.readPosts.one(post.postId, reader)).toMatchObject({ unitId: city.unitId });
    const writer = buildActor(['publisher', district.unitId]);
    await expect(content.writeDraft.run(draftRequest(district.unitId), writer)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('wait for a successor that is not known yet', async () => {
    const { post, writer } = await buildPost(content, { status: 'DRAFT' });
    await expect(succeed('MERGED', post.unitId, newId())).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(await content.readPosts.one(post.postId, writer)).toMatchObject({ unitId: post.unitId });
  });

  describe('that are published', () => {
    const correction = { title: '更正后的通知', summary: '摘要', bodyMarkdown: '正文', reason: '日期有误' };
    const sequences = {
      'when the merger is heard of in its order': [0, 1],
      'when the later one is heard of first': [1, 0],
    };
    it.each(Object.entries(sequences))(
      'are corrected and recalled by the last successor, and stay under the old name, %s',
      async (_, order) => {
        const { city, district, sibling } = content.tree;
        const { post, writer } = await buildPost(content, { status: 'PUBLISHED' });
        const { postId } = post;
        const heirs = buildActor(['publisher', city.unitId]);
        const between = buildActor(['publisher', sibling.unitId]);
        const correct = (actor: Actor) => content.correctPost.run({ postId, ...correction }, actor);
        for (const actor of [heirs, between]) await expect(correct(actor)).rejects.toMatchObject({ code: 'NOT_FOUND' }); // the control: not theirs before
        const steps = [
          () => succeed('MERGED', district.unitId, sibling.unitId),
          () => succeed('DISSOLVED', sibling.unitId, city.unitId),
        ];
        for (const step of order) await steps[step]?.();

        for (const actor of [writer, between])
          await expect(correct(actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
        expect(await correct(heirs)).toMatchObject({ unitId: district.unitId, unitName: district.name, revision: 2 });
        const recalled = await content.recallPost.run({ postId, reason: '活动取消' }, heirs);
        expect(recalled).toMatchObject({ unitId: district.unitId, status: 'RECALLED' });
        const { steps: history } = await content.readPosts.history(postId, heirs);
        expect(history.slice(-2)).toMatchObject(
          ['correct', 'recall'].map((action) => ({
            ...{ action, accountId: heirs.accountId, actingUnitId: city.unitId, actingUnitName: city.name },
          })),
        );
        expect(history[0]).toMatchObject({ action: 'write', actingUnitId: null, actingUnitName: null });
        const types = (await content.eventsOf(postId)).map((event) => event.type);
        expect(types.slice(-2)).toEqual(['evt.content.post.corrected.v1', 'evt.content.post.recalled.v1']);
      },
    );

    it('are found by the successor in its list, its counts and under the old unit', async () => {
      const { district, sibling, direct } = content.tree;
      const { post } = await buildPost(content, { status: 'PUBLISHED' });
      const reader = buildActor(['publisher', sibling.unitId]);
      const all = async (unitId?: string) =>
        (await content.readPosts.list({ limit: 100, ...(unitId && { unitId }) }, reader)).items.map((p) => p.postId);
      const count = async () => (await content.readPosts.counts(undefined, reader)).counts.PUBLISHED;
      const before = await count();
      expect(await all()).not.toContain(post.postId);
      await succeed('MERGED', district.unitId, sibling.unitId);
      expect(await all()).toContain(post.postId);
      expect(await all(district.unitId)).toContain(post.postId);
      expect(await all(sibling.unitId)).not.toContain(post.postId);
      const ofOld = await content.readPosts.counts(district.unitId, reader);
      expect(await count()).toBe(before + ofOld.counts.PUBLISHED);
      const stranger = buildActor(['publisher', direct.unitId]);
      await expect(content.readPosts.one(post.postId, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect((await content.readPosts.revision(post.postId, 1, reader)).revision).toBe(1);
    });
  });
});
