import { type Actor, type CorrectPostRequest, PostCorrected, PostCorrection, type PostView } from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import { Injectable } from '@nestjs/common';
import { TakeStep } from './take-step.js';
import { rewordPost } from './word-post.js';

/**
 * The text of a published post is put right, at once and everywhere. Without a second review: a wrong date is in
 * thousands of hands. Who did it, why, and what stood there before is kept.
 */
@Injectable()
export class CorrectPost {
  constructor(
    private readonly steps: TakeStep,
    private readonly outbox: Outbox,
  ) {}

  run(request: CorrectPostRequest, actor: Actor): Promise<PostView> {
    return this.steps.run(PostCorrection, 'correct', request, actor, async ({ post, text, by, tx }) => {
      const { corrected, step } = post.correct(text, rewordPost(text, request), by, request.reason);
      tx.em.persist([corrected, step]);
      await this.outbox.add(tx, PostCorrected, {
        aggregateId: post.id,
        data: {
          postId: post.id,
          title: corrected.title,
          summary: corrected.summary,
          bodyHtml: corrected.bodyHtml,
          revision: corrected.revision,
          reason: request.reason,
          correctedAt: by.at.toISOString(),
        },
      });
    });
  }
}
