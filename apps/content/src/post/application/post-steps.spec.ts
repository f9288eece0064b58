import {
  type Actor,
  POST_ACTIONS,
  POST_STATUSES,
  type PostAction,
  type PostStatus,
  type PostView,
} from '@guantong/contracts';
import { newId, newRequestContext, runInContext } from '@guantong/platform';
import { POST_LIFECYCLE } from '../domain/post-lifecycle.js';
import { buildActor } from '../../testing/build-actor.js';
import { buildPost, draftRequest } from '../../testing/build-post.js';
import { type DisposableContent, disposableContent } from '../../testing/disposable-content.js';

type ExistingAction = Exclude<PostAction, 'write'>;

describe('the steps of a post', () => {
  let content: DisposableContent;
  const take = (action: ExistingAction, postId: string, actor: Actor, version = 1): Promise<PostView> => {
    const steps: Record<ExistingAction, () => Promise<PostView>> = {
      edit: () => content.editDraft.run({ postId, version, title: '改过的标题' }, actor),
      submit: () => content.submitPost.run({ postId }, actor),
      approve: () => content.approvePost.run({ postId }, actor),
      reject: () => content.rejectPost.run({ postId, comment: '请补充时间。' }, actor),
      publish: () => content.publishPost.run({ postId }, actor),
      correct: () => content.correctPost.run({ postId, reason: '日期有误。', bodyMarkdown: '改为3月9日。' }, actor),
      recall: () => content.recallPost.run({ postId, reason: '活动取消。' }, actor),
    };
    return steps[action]();
  };

  beforeAll(async () => {
    content = await disposableContent();
  });
  afterAll(() => content.drop());

  const actions = POST_ACTIONS.filter((action): action is ExistingAction => action !== 'write');
  const pairs = actions.flatMap((action) => POST_STATUSES.map((status) => ({ action, status })));
  const allowed = pairs.filter(({ action, status }) => POST_LIFECYCLE[action].from.includes(status));
  const forbidden = pairs.filter((pair) => !allowed.includes(pair));
  const actorFor = (action: PostAction, built: { writer: Actor; reviewer: Actor }) =>
    POST_LIFECYCLE[action].permission === 'post.review' ? built.reviewer : built.writer;

  it.each(allowed)('can $action a post that is $status', async ({ action, status }) => {
    const built = await buildPost(content, { status });
    const after = await take(action, built.post.postId, actorFor(action, built), built.post.version);
    expect(after).toMatchObject({ status: POST_LIFECYCLE[action].to, version: built.post.version + 1 });
  });

  it.each(forbidden)('cannot $action a post that is $status, and nothing changes', async ({ action, status }) => {
    const built = await buildPost(content, { status });
    const { postId, version } = built.post;
    const events = (await content.eventsOf(postId)).length;
    const outcome = take(action, postId, actorFor(action, built), version);
    await expect(outcome).rejects.toMatchObject({ code: 'POST_STATUS_CONFLICT', params: { status, action } });
    expect(await content.readPosts.one(postId, built.writer)).toEqual(built.post);
    expect(await content.eventsOf(postId)).toHaveLength(events);
  });

  it.each(actions)('lets nobody %s without the permission', async (action) => {
    const built = await buildPost(content, { status: POST_LIFECYCLE[action].from[0] as PostStatus });
    const cadre = buildActor(['cadre', content.tree.district.unitId]);
    await expect(take(action, built.post.postId, cadre)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('keeps the history: who did what, when and why', async () => {
    const { post, writer, reviewer } = await buildPost(content, { status: 'REJECTED' });
    await take('edit', post.postId, writer, post.version);
    await take('submit', post.postId, writer);
    await take('approve', post.postId, reviewer);
    await take('publish', post.postId, writer);
    await take('correct', post.postId, writer);
    await take('recall', post.postId, writer);
    const { steps, revisions } = await content.readPosts.history(post.postId, reviewer);
    expect(steps.map((s) => [s.version, s.action, s.fromStatus, s.toStatus, s.revision, s.comment])).toEqual([
      [1, 'write', null, 'DRAFT', 1, null],
      [2, 'submit', 'DRAFT', 'SUBMITTED', 1, null],
      [3, 'reject', 'SUBMITTED', 'REJECTED', 1, '请补充领取地点。'],
      [4, 'edit', 'REJECTED', 'DRAFT', 1, null],
      [5, 'submit', 'DRAFT', 'SUBMITTED', 1, null],
      [6, 'approve', 'SUBMITTED', 'APPROVED', 1, null],
      [7, 'publish', 'APPROVED', 'PUBLISHED', 1, null],
      [8, 'correct', 'PUBLISHED', 'PUBLISHED', 2, '日期有误。'],
      [9, 'recall', 'PUBLISHED', 'RECALLED', 3, '活动取消。'],
    ]);
    expect(steps.map((s) => s.accountId === reviewer.accountId)).toEqual([0, 0, 1, 0, 0, 1, 0, 0, 0].map(Boolean));
    expect(steps.map((s) => s.at)).toEqual(steps.map((s) => s.at).toSorted());
    expect(revisions.map((r) => [r.revision, r.title, r.reason, r.writtenBy])).toEqual([
      [1, '改过的标题', null, writer.accountId],
      [2, '改过的标题', '日期有误。', writer.accountId],
    ]);
    const [first, second] = await Promise.all([1, 2].map((n) => content.readPosts.revision(post.postId, n, writer)));
    expect(first?.bodyHtml).toContain('温泉票');
    expect(second?.bodyHtml).toBe('<p>改为3月9日。</p>');
  });

  it('shows what the reviewer said while a post is rejected, and not longer', async () => {
    const { post, writer } = await buildPost(content, { status: 'REJECTED' });
    expect(post.rejectionComment).toBe('请补充领取地点。');
    expect((await take('edit', post.postId, writer, post.version)).rejectionComment).toBeNull();
  });

  it('refuses to overwrite what the caller has not seen', async () => {
    const { post, writer, reviewer } = await buildPost(content);
    await content.editDraft.run({ postId: post.postId, version: 1, title: '先改的' }, writer);
    const late = content.editDraft.run({ postId: post.postId, version: 1, title: '后改的' }, writer);
    await expect(late).rejects.toMatchObject({ code: 'CONFLICT' });
    await content.submitPost.run({ postId: post.postId }, writer);
    const stale = content.approvePost.run({ postId: post.postId, version: 2 }, reviewer);
    await expect(stale).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await content.readPosts.one(post.postId, writer)).toMatchObject({ title: '先改的', status: 'SUBMITTED' });
  });

  it('leaves alone what an edit does not mention', async () => {
    const { post, writer } = await buildPost(content, {
      summary: '自己写的摘要',
      audience: { sex: 'F' },
      mustForward: true,
      forwardWithin: 'PT72H',
    });
    const edited = await content.editDraft.run({ postId: post.postId, version: 1, kind: 'activity' }, writer);
    expect(edited).toEqual({ ...post, kind: 'activity', version: 2, updatedAt: edited.updatedAt });
    const noDuty = await content.editDraft.run({ postId: post.postId, version: 2, mustForward: false }, writer);
    expect(noDuty).toMatchObject({ mustForward: false, forwardWithin: null, audience: { sex: 'F' } });
  });

  it('makes a summary of the body when none is given, and makes it anew when the body changes', async () => {
    const { post, writer } = await buildPost(content);
    expect(post.summary).toBe('1000张温泉票，3月8日9:00起线上领取。 每票限两名成人和一名1.4米以下儿童。');
    const edit = (version: number, change: object) =>
      content.editDraft.run({ postId: post.postId, version, ...change }, writer);
    expect((await edit(1, { bodyMarkdown: '新正文' })).summary).toBe('新正文');
    expect((await edit(2, { summary: '写好的摘要' })).summary).toBe('写好的摘要');
    expect((await edit(3, { bodyMarkdown: '更新的正文' })).summary).toBe('写好的摘要');
    expect((await edit(4, { summary: null })).summary).toBe('更新的正文');
  });

  it('refuses terms that cannot be kept', async () => {
    const writer = buildActor(['publisher', content.tree.district.unitId]);
    const write = (given: object) => content.writeDraft.run(draftRequest(content.tree.district.unitId, given), writer);
    await expect(write({ mustForward: true })).rejects.toMatchObject({ code: 'INVALID_FORWARD_WITHIN' });
    await expect(write({ mustForward: true, forwardWithin: 'P31D' })).rejects.toMatchObject({
      code: 'INVALID_FORWARD_WITHIN',
    });
    await expect(write({ audience: { minAge: 60, maxAge: 20 } })).rejects.toMatchObject({ code: 'INVALID_AUDIENCE' });
    await expect(write({ bodyMarkdown: '<script>1</script>' })).rejects.toMatchObject({ code: 'POST_BODY_EMPTY' });
  });

  it('refuses a correction that corrects nothing', async () => {
    const { post, writer } = await buildPost(content, { status: 'PUBLISHED' });
    const correction = { postId: post.postId, reason: '无', title: post.title, bodyMarkdown: post.bodyMarkdown };
    await expect(content.correctPost.run(correction, writer)).rejects.toMatchObject({ code: 'POST_UNCHANGED' });
  });

  it('writes one draft however often the same request with the same key comes', async () => {
    const writer = buildActor(['publisher', content.tree.district.unitId]);
    const context = newRequestContext({ idempotencyKey: newId(), actorId: writer.accountId ?? '' });
    const request = draftRequest(content.tree.district.unitId);
    const write = () => runInContext(context, () => content.writeDraft.run(request, writer));
    const [first, second] = await Promise.all([write(), write()]);
    expect(second).toEqual(first);
    expect((await content.readPosts.list({ unitId: request.unitId }, writer)).items[0]?.postId).toBe(first?.postId);
  });

  it('does not let a dissolved unit begin anything new', async () => {
    const { direct } = content.tree;
    await content.mirror.upsert(content.database, [{ ...direct, status: 'DISSOLVED', revision: 2 }]);
    const writer = buildActor(['publisher', direct.unitId]);
    await expect(content.writeDraft.run(draftRequest(direct.unitId), writer)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
