import { Id, Int, OneOf } from '../../fields.js';
import { defineQuery } from '../../rpc-definition.js';
import { POST_KINDS, POST_STATUSES, type PostKind, type PostStatus } from '../../vocabulary/posts.js';
import type { PostCounts, PostHistoryView, PostPage, PostRevisionView, PostView } from './post-views.js';

/*
 * Posts of the units where the actor may write or review posts or follow them on their way. A post of any other unit
 * is NOT_FOUND, as one that does not exist.
 */

export class PostByIdRequest {
  @Id() postId: string;
}
export const PostById = defineQuery<PostView>()('content.post.get', PostByIdRequest);

export class PostListRequest {
  @Id({ optional: true, about: 'Only posts of this unit' }) unitId?: string;
  @OneOf(POST_STATUSES, { optional: true }) status?: PostStatus;
  @OneOf(POST_KINDS, { optional: true }) kind?: PostKind;
  @Id({ optional: true, about: '`next` of the page before' }) cursor?: string;
  @Int({ optional: true, min: 1, max: 100, about: 'How many (default 20)' }) limit?: number;
}
/** Newest first. */
export const PostList = defineQuery<PostPage>()('content.post.list', PostListRequest);

export class PostCountsRequest {
  @Id({ optional: true, about: 'Only posts of this unit' }) unitId?: string;
}
export const PostCountsByStatus = defineQuery<PostCounts>()('content.post.counts', PostCountsRequest);

export const PostHistory = defineQuery<PostHistoryView>()('content.post.history', PostByIdRequest);

export class PostRevisionRequest {
  @Id() postId: string;
  @Int({ min: 1, max: 1_000_000 }) revision: number;
}
export const PostRevisionByNumber = defineQuery<PostRevisionView>()('content.post.revision', PostRevisionRequest);
