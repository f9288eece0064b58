import { type Actor, PostApproval, type PostStepRequest, type PostView } from '@guantong/contracts';
import { Injectable } from '@nestjs/common';
import { TakeStep } from './take-step.js';

/** A reviewer, who is somebody else, finds a post fit to go out. */
@Injectable()
export class ApprovePost {
  constructor(private readonly steps: TakeStep) {}

  run(request: PostStepRequest, actor: Actor): Promise<PostView> {
    return this.steps.run(PostApproval, 'approve', request, actor, ({ post, text, by, tx }) => {
      tx.em.persist(post.approve(text, by));
    });
  }
}
