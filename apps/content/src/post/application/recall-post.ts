import { type Actor, PostRecall, PostRecalled, type PostView, type RecallPostRequest } from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import { Injectable } from '@nestjs/common';
import { TakeStep } from './take-step.js';

/** A published post is taken back from everywhere it went. */
@Injectable()
export class RecallPost {
  constructor(
    private readonly steps: TakeStep,
    private readonly outbox: Outbox,
  ) {}

  run(request: RecallPostRequest, actor: Actor): Promise<PostView> {
    return this.steps.run(PostRecall, 'recall', request, actor, async ({ post, by, tx }) => {
      tx.em.persist(post.recall(by, request.reason));
      await this.outbox.add(tx, PostRecalled, {
        aggregateId: post.id,
        data: {
          postId: post.id,
          revision: post.revision,
          reason: request.reason,
          recalledAt: by.at.toISOString(),
        },
      });
    });
  }
}
