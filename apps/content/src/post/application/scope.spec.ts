import { type Actor, ANONYMOUS, type PostView } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildActor } from '../../testing/build-actor.js';
import { buildPost, draftRequest } from '../../testing/build-post.js';
import { type DisposableContent, disposableContent } from '../../testing/disposable-content.js';

describe('scope', () => {
  let content: DisposableContent;
  let post: PostView;
  let stranger: Actor;

  beforeAll(async () => {
    content = await disposableContent();
    ({ post } = await buildPost(content, { status: 'SUBMITTED' }));
    const { unitId } = content.tree.sibling;
    stranger = buildActor(['publisher', unitId], ['reviewer', unitId], ['cadre', unitId], ['administrator', unitId]);
  });
  afterAll(() => content.drop());

  const useCases: [string, (postId: string, actor: Actor) => Promise<unknown>][] = [
    ['edit', (postId, actor) => content.editDraft.run({ postId, version: 1, title: 'x' }, actor)],
    ['submit', (postId, actor) => content.submitPost.run({ postId }, actor)],
    ['approve', (postId, actor) => content.approvePost.run({ postId }, actor)],
    ['reject', (postId, actor) => content.rejectPost.run({ postId, comment: 'x' }, actor)],
    ['publish', (postId, actor) => content.publishPost.run({ postId }, actor)],
    ['correct', (postId, actor) => content.correctPost.run({ postId, reason: 'x', title: 'x' }, actor)],
    ['recall', (postId, actor) => content.recallPost.run({ postId, reason: 'x' }, actor)],
    ['read', (postId, actor) => content.readPosts.one(postId, actor)],
    ['read the history of', (postId, actor) => content.readPosts.history(postId, actor)],
    ['read a revision of', (postId, actor) => content.readPosts.revision(postId, 1, actor)],
  ];
  const answerOf = (work: Promise<unknown>) =>
    work.then(
      (value) => ({ value }),
      (error: Error) => ({ ...error }),
    );

  it.each(useCases)(
    'gives a stranger who wants to %s a post the answer for one that does not exist',
    async (_, run) => {
      const foreign = await answerOf(run(post.postId, stranger));
      const missing = await answerOf(run(newId(), stranger));
      expect(foreign).toEqual(missing);
      expect(foreign).toMatchObject({ code: 'NOT_FOUND' });
    },
  );

  it('does not let anybody write for a unit that is not theirs, nor for one that does not exist', async () => {
    for (const unitId of [content.tree.district.unitId, content.tree.city.unitId, newId()]) {
      await expect(content.writeDraft.run(draftRequest(unitId), stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('lets a publisher write for their own unit only, not for those below', async () => {
    const cityPublisher = buildActor(['publisher', content.tree.city.unitId]);
    await expect(content.editDraft.run({ postId: post.postId, version: 2 }, cityPublisher)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(content.readPosts.one(post.postId, cityPublisher)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('shows drafts to those who write or review there, and not to those who only follow posts', async () => {
    const { unitId } = content.tree.district;
    expect(await content.readPosts.one(post.postId, buildActor(['reviewer', unitId]))).toEqual(post);
    await expect(content.readPosts.one(post.postId, buildActor(['analyst', unitId]))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('leaves foreign posts out of lists and counts, also when their unit is asked for by name', async () => {
    const unitId = content.tree.district.unitId;
    expect(await content.readPosts.list({}, stranger)).toEqual({ items: [], next: null });
    expect(await content.readPosts.list({ unitId }, stranger)).toEqual({ items: [], next: null });
    const none = { DRAFT: 0, SUBMITTED: 0, REJECTED: 0, APPROVED: 0, PUBLISHED: 0, RECALLED: 0 };
    expect(await content.readPosts.counts(undefined, stranger)).toEqual({ counts: none });
    expect(await content.readPosts.counts(unitId, stranger)).toEqual({ counts: none });
  });

  it('does not take a page cursor from elsewhere as a way in', async () => {
    expect(await content.readPosts.list({ cursor: 'ffffffff-ffff-7fff-bfff-ffffffffffff' }, stranger)).toEqual({
      items: [],
      next: null,
    });
  });

  it('shows nothing at all to those without an appointment', async () => {
    await expect(content.readPosts.list({}, ANONYMOUS)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(content.readPosts.one(post.postId, buildActor())).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('follows a unit that is moved', async () => {
    const { city, sibling } = content.tree;
    const moved = content.tree.direct;
    const { post: theirs } = await buildPost(content, { unitId: moved.unitId });
    await expect(content.readPosts.one(theirs.postId, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const path = [city.unitId, sibling.unitId, moved.unitId];
    await content.mirror.upsert(content.database, [{ ...moved, parentId: sibling.unitId, path, revision: 2 }]);
    expect(await content.readPosts.one(theirs.postId, stranger)).toEqual(theirs);
  });
});
