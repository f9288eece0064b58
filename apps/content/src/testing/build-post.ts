import type { Actor, NewDraftRequest, PostStatus, PostView } from '@guantong/contracts';
import { buildActor } from './build-actor.js';
import type { DisposableContent } from './disposable-content.js';

export interface BuiltPost {
  post: PostView;
  /** Wrote it, and may publish it. */
  writer: Actor;
  /** May review it. */
  reviewer: Actor;
}

export const draftRequest = (unitId: string, given: Partial<NewDraftRequest> = {}): NewDraftRequest => ({
  unitId,
  kind: 'benefit',
  title: '三八节温泉票发放通知',
  bodyMarkdown: '**1000张**温泉票，3月8日9:00起线上领取。\n\n每票限两名成人和一名1.4米以下儿童。',
  ...given,
});

/** A post that has come as far as `status`, each step by whoever should take it. */
export async function buildPost(
  content: DisposableContent,
  given: Partial<NewDraftRequest> & { status?: PostStatus; writer?: Actor } = {},
): Promise<BuiltPost> {
  const { status = 'DRAFT', writer: givenWriter, ...draft } = given;
  const unitId = draft.unitId ?? content.tree.district.unitId;
  const writer = givenWriter ?? buildActor(['publisher', unitId]);
  const reviewer = buildActor(['reviewer', unitId]);
  let post = await content.writeDraft.run(draftRequest(unitId, draft), writer);
  const { postId } = post;
  const road: Record<Exclude<PostStatus, 'DRAFT'>, () => Promise<PostView>> = {
    SUBMITTED: () => content.submitPost.run({ postId }, writer),
    REJECTED: () => content.rejectPost.run({ postId, comment: '请补充领取地点。' }, reviewer),
    APPROVED: () => content.approvePost.run({ postId }, reviewer),
    PUBLISHED: () => content.publishPost.run({ postId }, writer),
    RECALLED: () => content.recallPost.run({ postId, reason: '活动取消。' }, writer),
  };
  for (const step of ROADS[status]) post = await road[step]();
  return { post, writer, reviewer };
}

const ROADS: Record<PostStatus, readonly Exclude<PostStatus, 'DRAFT'>[]> = {
  DRAFT: [],
  SUBMITTED: ['SUBMITTED'],
  REJECTED: ['SUBMITTED', 'REJECTED'],
  APPROVED: ['SUBMITTED', 'APPROVED'],
  PUBLISHED: ['SUBMITTED', 'APPROVED', 'PUBLISHED'],
  RECALLED: ['SUBMITTED', 'APPROVED', 'PUBLISHED', 'RECALLED'],
};
