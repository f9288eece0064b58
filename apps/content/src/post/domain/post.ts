import { type Audience, fail, type PostAction, type PostKind, type PostStatus } from '@guantong/contracts';
import { checkAgeRange, forwardWithinOf } from './distribution-terms.js';
import { statusAfter } from './post-lifecycle.js';
import { PostStep, type Signature } from './post-step.js';
import { PostRevision, type Wording } from './post-revision.js';

/** To whom a post goes, and whether units must hand it on. */
export interface DistributionTerms {
  kind: PostKind;
  audience: Audience;
  mustForward: boolean;
  /** ISO 8601; null unless `mustForward`. */
  forwardWithin: string | null;
}

/**
 * A post on its way from draft to recall. Every method is one step: it holds it against the lifecycle, raises the
 * version by one, and gives the line for the history.
 */
export class Post implements DistributionTerms {
  id: string;
  /** The unit in whose name it is published. */
  unitId: string;
  status: PostStatus;
  kind: PostKind;
  audience: Audience;
  mustForward: boolean;
  forwardWithin: string | null;
  /** Of the whole post, raised by each step; what two people who change it at once are held against. */
  version = 0;
  /** Of the text as readers have it: 1 until it is published, raised by each correction and by the recall. */
  revision = 1;
  authorId: string;
  submittedBy: string | null = null;
  approvedBy: string | null = null;
  createdAt: Date;
  updatedAt: Date;
  publishedAt: Date | null = null;

  constructor(id: string, unitId: string, terms: DistributionTerms, by: Signature) {
    this.id = id;
    this.unitId = unitId;
    this.authorId = by.accountId;
    this.createdAt = by.at;
    this.setTerms(terms);
  }

  static write(id: string, unitId: string, terms: DistributionTerms, wording: Wording, by: Signature) {
    const post = new Post(id, unitId, terms, by);
    const step = post.take('write', null, by);
    return { post, text: new PostRevision(post, wording, by), step };
  }

  edit(text: PostRevision, wording: Wording, terms: DistributionTerms, by: Signature): PostStep {
    const step = this.take('edit', this.status, by);
    this.setTerms(terms);
    this.submittedBy = null;
    if (!text.says(wording)) text.rewrite(wording, by);
    return step;
  }

  submit(by: Signature): PostStep {
    const step = this.take('submit', this.status, by);
    this.submittedBy = by.accountId;
    return step;
  }

  /** @throws REVIEWER_IS_AUTHOR */
  approve(text: PostRevision, by: Signature): PostStep {
    this.checkReviewer(text, by);
    this.approvedBy = by.accountId;
    return this.take('approve', this.status, by);
  }

  /** @throws REVIEWER_IS_AUTHOR */
  reject(text: PostRevision, by: Signature, comment: string): PostStep {
    this.checkReviewer(text, by);
    return this.take('reject', this.status, by, comment);
  }

  publish(by: Signature): PostStep {
    const step = this.take('publish', this.status, by);
    this.publishedAt = by.at;
    return step;
  }

  /** @throws POST_UNCHANGED */
  correct(
    text: PostRevision,
    wording: Wording,
    by: Signature,
    reason: string,
  ): { corrected: PostRevision; step: PostStep } {
    statusAfter('correct', this.status);
    if (text.says(wording)) throw fail('POST_UNCHANGED');
    this.revision += 1;
    const step = this.take('correct', this.status, by, reason);
    return { corrected: new PostRevision(this, wording, by, reason), step };
  }

  recall(by: Signature, reason: string): PostStep {
    statusAfter('recall', this.status);
    this.revision += 1;
    return this.take('recall', this.status, by, reason);
  }

  private take(action: PostAction, from: PostStatus | null, by: Signature, comment: string | null = null): PostStep {
    this.status = statusAfter(action, from);
    this.version += 1;
    this.updatedAt = by.at;
    return new PostStep(this, action, from, by, comment);
  }

  private setTerms({ kind, audience, mustForward, forwardWithin }: DistributionTerms): void {
    checkAgeRange(audience);
    this.kind = kind;
    this.audience = audience;
    this.mustForward = mustForward;
    this.forwardWithin = forwardWithinOf(mustForward, forwardWithin);
  }

  /** Four eyes: whoever wrote the text, last changed it or sent it in cannot judge it. */
  private checkReviewer(text: PostRevision, by: Signature): void {
    if ([this.authorId, this.submittedBy, text.writtenBy].includes(by.accountId)) throw fail('REVIEWER_IS_AUTHOR');
  }
}
