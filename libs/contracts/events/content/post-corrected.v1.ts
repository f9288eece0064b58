import { defineEvent } from '../../event-definition.js';
import { Id, Int, Text, Timestamp } from '../../fields.js';

export class PostCorrectedV1 {
  @Id() postId: string;
  @Text() title: string;
  @Text({ min: 0, max: 300 }) summary: string;
  @Text({ max: 400_000 }) bodyHtml: string;
  /** Higher than that of any text before. */
  @Int({ min: 2 }) revision: number;
  /** What was wrong, for those who read the old text. */
  @Text({ max: 500 }) reason: string;
  @Timestamp() correctedAt: string;
}

/** When the text of a published post is corrected: the body changes everywhere, notes stay. */
export const PostCorrected = defineEvent({
  service: 'content',
  aggregate: 'post',
  action: 'corrected',
  data: PostCorrectedV1,
  consumers: ['distribution'],
});
