import { Audience } from '../../audience.js';
import { Duration, Flag, Id, Int, Nested, OneOf, Text } from '../../fields.js';
import { defineCommand } from '../../rpc-definition.js';
import { POST_BODY_MAX, POST_KINDS, POST_SUMMARY_MAX, type PostKind } from '../../vocabulary/posts.js';
import type { PostView } from './post-views.js';
import { LINE, LINE_OR_NOTHING } from './text-patterns.js';

export class NewDraftRequest {
  @Id({ about: 'The unit in whose name it is written; you must be allowed to write posts there' }) unitId: string;
  @OneOf(POST_KINDS) kind: PostKind;
  @Text({ pattern: LINE }) title: string;
  @Text({
    optional: true,
    nullable: true,
    min: 0,
    max: POST_SUMMARY_MAX,
    pattern: LINE_OR_NOTHING,
    about: 'Left out: the beginning of the body',
  })
  summary?: string | null;
  @Text({ max: POST_BODY_MAX, about: 'Markdown. HTML in it is cleaned.' }) bodyMarkdown: string;
  @Nested(() => Audience, { optional: true, about: 'Left out: everybody' }) audience?: Audience;
  @Flag({ optional: true, about: 'Default false' }) mustForward?: boolean;
  @Duration({ optional: true, nullable: true, about: 'PT1S to P30D; needed when `mustForward`', example: 'PT72H' })
  forwardWithin?: string | null;
}
/** INVALID_FORWARD_WITHIN, INVALID_AUDIENCE, POST_BODY_EMPTY, POST_BODY_TOO_COMPLEX */
export const NewDraft = defineCommand<PostView>()('content.post.write', NewDraftRequest);

/** What is left out stays as it is. */
export class EditDraftBody {
  @Int({ min: 1, about: 'The version you saw. CONFLICT when somebody has changed it since.' }) version: number;
  @OneOf(POST_KINDS, { optional: true }) kind?: PostKind;
  @Text({ optional: true, pattern: LINE }) title?: string;
  @Text({
    optional: true,
    nullable: true,
    min: 0,
    max: POST_SUMMARY_MAX,
    pattern: LINE_OR_NOTHING,
    about: 'null: the beginning of the body',
  })
  summary?: string | null;
  @Text({ optional: true, max: POST_BODY_MAX }) bodyMarkdown?: string;
  @Nested(() => Audience, { optional: true, about: 'Replaces the whole audience' }) audience?: Audience;
  @Flag({ optional: true }) mustForward?: boolean;
  @Duration({ optional: true, nullable: true }) forwardWithin?: string | null;
}
export class EditDraftRequest extends EditDraftBody {
  @Id() postId: string;
}
/** Of a draft or a rejected post; either is a draft afterwards. Errors as for NewDraft; CONFLICT, POST_STATUS_CONFLICT. */
export const DraftEdit = defineCommand<PostView>()('content.post.edit', EditDraftRequest);
