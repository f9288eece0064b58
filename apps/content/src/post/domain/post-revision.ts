import type { Signature } from './post-step.js';
import type { Post } from './post.js';

/** What a writer wrote, and how it looks. */
export interface Wording {
  title: string;
  summary: string;
  bodyMarkdown: string;
  /** Cleaned. */
  bodyHtml: string;
}

/**
 * One revision of a post's text. Revision 1 is worked on until the post is published; after that each correction is a
 * revision of its own, and the ones before stay as they were read.
 */
export class PostRevision implements Wording {
  post: Post;
  revision: number;
  title: string;
  summary: string;
  bodyMarkdown: string;
  bodyHtml: string;
  /** What was wrong with the one before; null for the first. */
  reason: string | null;
  /** The account that wrote it last. */
  writtenBy: string;
  writtenAt: Date;

  constructor(post: Post, wording: Wording, by: Signature, reason: string | null = null) {
    this.post = post;
    this.revision = post.revision;
    this.reason = reason;
    this.rewrite(wording, by);
  }

  rewrite(wording: Wording, by: Signature): void {
    this.title = wording.title;
    this.summary = wording.summary;
    this.bodyMarkdown = wording.bodyMarkdown;
    this.bodyHtml = wording.bodyHtml;
    this.writtenBy = by.accountId;
    this.writtenAt = by.at;
  }

  says(wording: Wording): boolean {
    return (
      this.title === wording.title && this.summary === wording.summary && this.bodyMarkdown === wording.bodyMarkdown
    );
  }
}
