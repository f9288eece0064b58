import { buildActor } from '../../testing/build-actor.js';
import { buildPost, draftRequest } from '../../testing/build-post.js';
import { type DisposableContent, disposableContent } from '../../testing/disposable-content.js';

describe('review', () => {
  let content: DisposableContent;
  beforeAll(async () => {
    content = await disposableContent();
  });
  afterAll(() => content.drop());

  const both = () => {
    const { unitId } = content.tree.district;
    return buildActor(['publisher', unitId], ['reviewer', unitId]);
  };
  const refusal = { code: 'REVIEWER_IS_AUTHOR' };

  it('is never by the author, however many roles they hold', async () => {
    const author = both();
    const { postId } = await content.writeDraft.run(draftRequest(content.tree.district.unitId), author);
    await content.submitPost.run({ postId }, both());
    await expect(content.approvePost.run({ postId }, author)).rejects.toMatchObject(refusal);
    await expect(content.rejectPost.run({ postId, comment: '不' }, author)).rejects.toMatchObject(refusal);
  });

  it('is never by whoever submitted it', async () => {
    const { post } = await buildPost(content);
    const submitter = both();
    await content.submitPost.run({ postId: post.postId }, submitter);
    await expect(content.approvePost.run({ postId: post.postId }, submitter)).rejects.toMatchObject(refusal);
  });

  it('is never by whoever last changed the text', async () => {
    const { post, writer } = await buildPost(content);
    const editor = both();
    await content.editDraft.run({ postId: post.postId, version: 1, bodyMarkdown: '改写的正文' }, editor);
    await content.submitPost.run({ postId: post.postId }, writer);
    await expect(content.approvePost.run({ postId: post.postId }, editor)).rejects.toMatchObject(refusal);
  });

  it('is by somebody else, also from a unit above', async () => {
    const { post } = await buildPost(content, { status: 'SUBMITTED' });
    const above = buildActor(['reviewer', content.tree.city.unitId]);
    const approved = await content.approvePost.run({ postId: post.postId }, above);
    expect(approved).toMatchObject({ status: 'APPROVED', approvedBy: above.accountId });
  });
});
