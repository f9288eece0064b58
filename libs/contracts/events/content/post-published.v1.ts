import { Audience } from '../../audience.js';
import { defineEvent } from '../../event-definition.js';
import { Duration, Flag, Id, Int, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import { POST_KINDS, type PostKind } from '../../vocabulary/posts.js';

export class PostPublishedV1 {
  @Id() postId: string;
  /** The unit in whose name it is published; it travels down from there. */
  @Id() unitId: string;
  @OneOf(POST_KINDS) kind: PostKind;
  @Text() title: string;
  @Text({ min: 0, max: 300 }) summary: string;
  /** Cleaned HTML, ready to be shown. At most 400,000 characters. */
  @Text({ max: 400_000 }) bodyHtml: string;
  /** From 1; a correction raises it. */
  @Int({ min: 1 }) revision: number;
  @Nested(() => Audience) audience: Audience;
  /** When true, a unit that has not forwarded it within `forwardWithin` is passed through. */
  @Flag() mustForward: boolean;
  @Duration({ nullable: true }) forwardWithin: string | null;
  @Timestamp() publishedAt: string;
}

/** When an approved post goes out. */
export const PostPublished = defineEvent({
  service: 'content',
  aggregate: 'post',
  action: 'published',
  data: PostPublishedV1,
  consumers: ['distribution'],
});
