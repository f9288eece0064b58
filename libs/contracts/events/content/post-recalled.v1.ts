import { defineEvent } from '../../event-definition.js';
import { Id, Int, Text, Timestamp } from '../../fields.js';

export class PostRecalledV1 {
  @Id() postId: string;
  @Int({ min: 2 }) revision: number;
  @Text({ max: 500 }) reason: string;
  @Timestamp() recalledAt: string;
}

/** When a published post is taken back from everywhere it went. */
export const PostRecalled = defineEvent({
  service: 'content',
  aggregate: 'post',
  action: 'recalled',
  data: PostRecalledV1,
  consumers: ['distribution'],
});
