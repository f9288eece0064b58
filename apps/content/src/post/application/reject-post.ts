import { type Actor, PostRejection, type PostView, type RejectPostRequest } from '@guantong/contracts';
import { Injectable } from '@nestjs/common';
import { TakeStep } from './take-step.js';

/** A reviewer sends a post back, and says what has to be changed. */
@Injectable()
export class RejectPost {
  constructor(private readonly steps: TakeStep) {}

  run(request: RejectPostRequest, actor: Actor): Promise<PostView> {
    return this.steps.run(PostRejection, 'reject', request, actor, ({ post, text, by, tx }) => {
      tx.em.persist(post.reject(text, by, request.comment));
    });
  }
}
