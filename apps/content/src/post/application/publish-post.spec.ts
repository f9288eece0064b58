import {
  type EventDefinition,
  PostCorrected,
  PostCorrectedV1,
  PostPublished,
  PostRecalled,
  type PostView,
} from '@guantong/contracts';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { type OpenedPost, PostRepository } from '../persistence/post-repository.js';
import { buildPost } from '../../testing/build-post.js';
import { type DisposableContent, disposableContent } from '../../testing/disposable-content.js';

const settled = async (work: Promise<PostView>[]) =>
  (await Promise.allSettled(work)).map((r) =>
    r.status === 'fulfilled' ? r.value.status : (r.reason as Error).message,
  );

/** What a consumer would find wrong with the data. */
const problemsOf = (definition: EventDefinition<never> | EventDefinition, data: unknown) =>
  validateSync(plainToInstance(definition.data, data), {
    whitelist: true,
    forbidNonWhitelisted: true,
  });

describe('the events of a post', () => {
  let content: DisposableContent;
  beforeAll(async () => {
    content = await disposableContent();
  });
  afterAll(() => content.drop());

  it('say when it was published all that its readers will see', async () => {
    const { post } = await buildPost(content, {
      status: 'PUBLISHED',
      audience: { sex: 'F', minAge: 18, employmentForms: ['migrant'] },
      mustForward: true,
      forwardWithin: 'PT72H',
    });
    const events = await content.eventsOf(post.postId);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ type: PostPublished.subject, source: 'content', subject: post.postId });
    expect(events[0]?.data).toEqual({
      postId: post.postId,
      unitId: content.tree.district.unitId,
      kind: 'benefit',
      title: post.title,
      summary: post.summary,
      bodyHtml: post.bodyHtml,
      revision: 1,
      audience: { sex: 'F', minAge: 18, employmentForms: ['migrant'] },
      mustForward: true,
      forwardWithin: 'PT72H',
      publishedAt: post.publishedAt,
    });
    expect(problemsOf(PostPublished, events[0]?.data)).toEqual([]);
  });

  it('say what was corrected and why, and that it was recalled, each with a higher revision', async () => {
    const { post, writer } = await buildPost(content, { status: 'PUBLISHED' });
    const { postId } = post;
    await content.correctPost.run({ postId, reason: '日期有误。', bodyMarkdown: '3月**9**日领取。' }, writer);
    await content.correctPost.run({ postId, reason: '标题有误。', title: '新标题' }, writer);
    const recalled = await content.recallPost.run({ postId, reason: '活动取消。' }, writer);
    const [, first, second, recall] = await content.eventsOf(postId);
    expect(first).toMatchObject({
      type: PostCorrected.subject,
      data: { postId, revision: 2, reason: '日期有误。', bodyHtml: '<p>3月<strong>9</strong>日领取。</p>' },
    });
    expect(second).toMatchObject({ data: { revision: 3, title: '新标题', bodyHtml: first?.data.bodyHtml } });
    expect(recall).toMatchObject({ type: PostRecalled.subject, data: { postId, revision: 4, reason: '活动取消。' } });
    expect(recalled).toMatchObject({ status: 'RECALLED', revision: 4, title: '新标题' });
    for (const event of [first, second]) expect(problemsOf(PostCorrected, event?.data)).toEqual([]);
    expect(problemsOf(PostRecalled, recall?.data)).toEqual([]);
    expect(first?.data).toHaveProperty('correctedAt');
    expect(Object.keys(first?.data ?? {}).toSorted()).toEqual(Object.keys(new PostCorrectedV1()).toSorted());
  });

  it('fit into one message with 50,000 Chinese characters, or with the most that markup can make of them', async () => {
    const bodies = ['贯'.repeat(50_000), '"'.repeat(50_000), '贯\n\n'.repeat(16_600), '- 贯\n'.repeat(12_500)];
    for (const bodyMarkdown of bodies) {
      const { post } = await buildPost(content, { status: 'PUBLISHED', bodyMarkdown });
      const [event] = await content.eventsOf(post.postId);
      expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(800_000);
      expect(Buffer.byteLength(JSON.stringify(post))).toBeLessThan(1_000_000);
      expect(problemsOf(PostPublished, event?.data)).toEqual([]);
    }
  });
});

describe('two who publish the same post at once', () => {
  it('send it once: the second finds it published', async () => {
    const content = await disposableContent();
    try {
      const { post, writer } = await buildPost(content, { status: 'APPROVED' });
      const twice = [1, 2, 3, 4].map(() => content.publishPost.run({ postId: post.postId }, writer));
      const outcomes = await settled(twice);
      expect(outcomes.toSorted()).toEqual([
        'POST_STATUS_CONFLICT',
        'POST_STATUS_CONFLICT',
        'POST_STATUS_CONFLICT',
        'PUBLISHED',
      ]);
      expect(await content.eventsOf(post.postId)).toHaveLength(1);
    } finally {
      await content.drop();
    }
  });

  /** Loads without the lock, and waits until both have loaded, as can happen at any time. */
  class UnlockedPosts extends PostRepository {
    protected override readonly lock: string = '';
    waitingFor = 0;
    private bothHave: () => void = () => undefined;
    private readonly both = new Promise<void>((resolve) => (this.bothHave = resolve));
    override async open(...given: Parameters<PostRepository['open']>): Promise<OpenedPost | undefined> {
      const opened = await super.open(...given);
      if (this.waitingFor > 0) {
        if (--this.waitingFor === 0) this.bothHave();
        await this.both;
      }
      return opened;
    }
  }

  it('would send it twice without the lock and the key of the history (the control for the test above)', async () => {
    const posts = new UnlockedPosts();
    const content = await disposableContent(posts);
    try {
      await content.database.query('alter table post_step drop constraint post_step_pkey');
      const { post, writer } = await buildPost(content, { status: 'APPROVED' });
      posts.waitingFor = 2;
      const twice = [1, 2].map(() => content.publishPost.run({ postId: post.postId }, writer));
      expect(await settled(twice)).toEqual(['PUBLISHED', 'PUBLISHED']);
      expect(await content.eventsOf(post.postId)).toHaveLength(2);
    } finally {
      await content.drop();
    }
  });

  it('are stopped by the key of the history alone, should the lock ever be lost', async () => {
    const posts = new UnlockedPosts();
    const content = await disposableContent(posts);
    try {
      const { post, writer } = await buildPost(content, { status: 'APPROVED' });
      posts.waitingFor = 2;
      const twice = [1, 2].map(() => content.publishPost.run({ postId: post.postId }, writer));
      expect((await settled(twice)).filter((outcome) => outcome === 'PUBLISHED')).toHaveLength(1);
      expect(await content.eventsOf(post.postId)).toHaveLength(1);
    } finally {
      await content.drop();
    }
  });
});
