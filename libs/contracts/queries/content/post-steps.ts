import { Id, Int, Text } from '../../fields.js';
import { defineCommand } from '../../rpc-definition.js';
import { POST_BODY_MAX, POST_SUMMARY_MAX } from '../../vocabulary/posts.js';
import type { PostView } from './post-views.js';
import { LINE, LINE_OR_NOTHING, PROSE } from './text-patterns.js';

/* Each of these may answer NOT_FOUND, POST_STATUS_CONFLICT and, when a version is given, CONFLICT. */

export class PostStepBody {
  @Int({ optional: true, min: 1, about: 'The version you saw; CONFLICT when somebody has changed the post since' })
  version?: number;
}
export class PostStepRequest extends PostStepBody {
  @Id() postId: string;
}
export const PostSubmission = defineCommand<PostView>()('content.post.submit', PostStepRequest);
/** REVIEWER_IS_AUTHOR for whoever wrote, last changed or submitted it. */
export const PostApproval = defineCommand<PostView>()('content.post.approve', PostStepRequest);
/** Sends PostPublished. */
export const PostPublication = defineCommand<PostView>()('content.post.publish', PostStepRequest);

export class RejectPostBody extends PostStepBody {
  @Text({ max: 1000, pattern: PROSE, about: 'What has to be changed' }) comment: string;
}
export class RejectPostRequest extends RejectPostBody {
  @Id() postId: string;
}
/** REVIEWER_IS_AUTHOR as for the approval. */
export const PostRejection = defineCommand<PostView>()('content.post.reject', RejectPostRequest);

/** What is left out stays as it is. */
export class CorrectPostBody extends PostStepBody {
  @Text({ max: 500, pattern: PROSE, about: 'What was wrong, for those who read the old text' }) reason: string;
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
}
export class CorrectPostRequest extends CorrectPostBody {
  @Id() postId: string;
}
/** Sends PostCorrected. POST_UNCHANGED, POST_BODY_EMPTY, POST_BODY_TOO_COMPLEX */
export const PostCorrection = defineCommand<PostView>()('content.post.correct', CorrectPostRequest);

export class RecallPostBody extends PostStepBody {
  @Text({ max: 500, pattern: PROSE, about: 'Why it is taken back, for those who read it' }) reason: string;
}
export class RecallPostRequest extends RecallPostBody {
  @Id() postId: string;
}
/** Sends PostRecalled. */
export const PostRecall = defineCommand<PostView>()('content.post.recall', RecallPostRequest);
