import { Audience } from '../../audience.js';
import { Dictionary, Duration, Flag, Id, Int, ListOf, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import {
  POST_HISTORY_ACTIONS,
  POST_BODY_MAX,
  POST_KINDS,
  POST_STATUSES,
  POST_SUMMARY_MAX,
  type PostHistoryAction,
  type PostKind,
  type PostStatus,
} from '../../vocabulary/posts.js';

/** A post in a list: everything but its text. */
export class PostListItem {
  @Id() postId: string;
  @Id({ about: 'The unit in whose name it is published' }) unitId: string;
  @Text() unitName: string;
  @OneOf(POST_KINDS) kind: PostKind;
  @OneOf(POST_STATUSES) status: PostStatus;
  @Text() title: string;
  @Text({ min: 0, max: POST_SUMMARY_MAX }) summary: string;
  @Flag({ about: 'When true, a unit that has not forwarded it within `forwardWithin` is passed through' })
  mustForward: boolean;
  @Duration({ nullable: true }) forwardWithin: string | null;
  @Nested(() => Audience) audience: Audience;
  @Int({ min: 1, about: 'Of the text as readers have it; a correction raises it' }) revision: number;
  @Int({
    min: 1,
    about: 'Of the whole post; give it back with a change, so that nobody overwrites what they have not seen',
  })
  version: number;
  @Id({ about: 'Account of the person who wrote it first' }) authorId: string;
  @Id({ nullable: true }) submittedBy: string | null;
  @Id({ nullable: true }) approvedBy: string | null;
  @Timestamp() createdAt: string;
  @Timestamp() updatedAt: string;
  @Timestamp({ nullable: true }) publishedAt: string | null;
}

/** A post as the desk sees it. */
export class PostView extends PostListItem {
  @Text({ max: POST_BODY_MAX }) bodyMarkdown: string;
  @Text({ max: 400_000, about: 'Rendered and cleaned: fit to be shown as it is' }) bodyHtml: string;
  @Text({ nullable: true, max: 1000, about: 'While it is REJECTED: what the reviewer said' }) rejectionComment:
    | string
    | null;
}

export class PostPage {
  @ListOf(() => PostListItem, { max: 100 }) items: PostListItem[];
  @Id({ nullable: true, about: 'Give it back as `cursor` for the next page; null on the last' }) next: string | null;
}

export class PostCounts {
  @Dictionary({ values: 'integer', about: 'How many posts there are in each status; every status is there' })
  counts: Record<PostStatus, number>;
}

/** Who did what, and when. */
export class PostHistoryStep {
  @Int({ min: 1, about: 'The version of the post after this step' }) version: number;
  @OneOf(POST_HISTORY_ACTIONS) action: PostHistoryAction;
  @OneOf(POST_STATUSES, { nullable: true }) fromStatus: PostStatus | null;
  @OneOf(POST_STATUSES) toStatus: PostStatus;
  @Int({ min: 1 }) revision: number;
  @Id({ nullable: true, about: 'Null for take_over, which the change of the tree did' }) accountId: string | null;
  @Id({ nullable: true, about: 'The unit that had taken over from the publishing one, when it took this step' })
  actingUnitId: string | null;
  @Text({ nullable: true, about: 'Null as actingUnitId' }) actingUnitName: string | null;
  @Timestamp() at: string;
  @Text({ nullable: true, max: 1000, about: 'Why: of a rejection, a correction, a recall, a take-over' }) comment:
    | string
    | null;
}

export class PostRevisionItem {
  @Int({ min: 1 }) revision: number;
  @Text() title: string;
  @Text({ min: 0, max: POST_SUMMARY_MAX }) summary: string;
  @Text({ nullable: true, max: 500, about: 'What was wrong with the one before' }) reason: string | null;
  @Id() writtenBy: string;
  @Timestamp() writtenAt: string;
}

/** One text that was, with its body. */
export class PostRevisionView extends PostRevisionItem {
  @Text({ max: POST_BODY_MAX }) bodyMarkdown: string;
  @Text({ max: 400_000 }) bodyHtml: string;
}

export class PostHistoryView {
  @ListOf(() => PostHistoryStep, { max: 500, about: 'The latest 500, oldest first' }) steps: PostHistoryStep[];
  @ListOf(() => PostRevisionItem, { max: 500, about: 'The latest 500, oldest first, without their bodies' })
  revisions: PostRevisionItem[];
}
