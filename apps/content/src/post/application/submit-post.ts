import { type Actor, PostSubmission, type PostStepRequest, type PostView } from '@guantong/contracts';
import { Injectable } from '@nestjs/common';
import { TakeStep } from './take-step.js';

/** A draft is sent in for review. */
@Injectable()
export class SubmitPost {
  constructor(private readonly steps: TakeStep) {}

  run(request: PostStepRequest, actor: Actor): Promise<PostView> {
    return this.steps.run(PostSubmission, 'submit', request, actor, ({ post, by, tx }) => {
      tx.em.persist(post.submit(by));
    });
  }
}
