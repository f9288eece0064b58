import { type Actor, PostPublication, PostPublished, type PostStepRequest, type PostView } from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import { Injectable } from '@nestjs/common';
import { TakeStep } from './take-step.js';

/** An approved post goes out: from here on it travels by itself. */
@Injectable()
export class PublishPost {
  constructor(
    private readonly steps: TakeStep,
    private readonly outbox: Outbox,
  ) {}

  run(request: PostStepRequest, actor: Actor): Promise<PostView> {
    return this.steps.run(PostPublication, 'publish', request, actor, async ({ post, text, by, tx }) => {
      tx.em.persist(post.publish(by));
      await this.outbox.add(tx, PostPublished, {
        aggregateId: post.id,
        data: {
          postId: post.id,
          unitId: post.unitId,
          kind: post.kind,
          title: text.title,
          summary: text.summary,
          bodyHtml: text.bodyHtml,
          revision: post.revision,
          audience: post.audience,
          mustForward: post.mustForward,
          forwardWithin: post.forwardWithin,
          publishedAt: by.at.toISOString(),
        },
      });
    });
  }
}
