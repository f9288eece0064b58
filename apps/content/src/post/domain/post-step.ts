import type { PostAction, PostHistoryAction, PostStatus } from '@guantong/contracts';
import type { Post } from './post.js';

/** Who does something, and when by the database clock. */
export interface Signature {
  accountId: string;
  /** The unit that has taken over from the publishing one, which is gone; else null. */
  actingUnitId: string | null;
  at: Date;
}

/** One line of a post's history. There is exactly one for each version of the post. */
export class PostStep {
  post: Post;
  /** The post's version after this step. */
  version: number;
  action: PostHistoryAction;
  fromStatus: PostStatus | null;
  toStatus: PostStatus;
  /** The revision of the text after this step. */
  revision: number;
  /** Null when a change of the tree took the step. */
  accountId: string | null;
  /** The unit for which it was taken, when the publishing one was gone. */
  actingUnitId: string | null;
  at: Date;
  /** Why: of a rejection, a correction, a recall, a take-over. */
  comment: string | null;

  constructor(post: Post, action: PostAction, fromStatus: PostStatus | null, by: Signature, comment: string | null) {
    this.post = post;
    this.version = post.version;
    this.action = action;
    this.fromStatus = fromStatus;
    this.toStatus = post.status;
    this.revision = post.revision;
    this.accountId = by.accountId;
    this.actingUnitId = by.actingUnitId;
    this.at = by.at;
    this.comment = comment;
  }
}
