import { type Actor, DraftEdit, type EditDraftRequest, type PostView } from '@guantong/contracts';
import { Injectable } from '@nestjs/common';
import { TakeStep } from './take-step.js';
import { rewordPost } from './word-post.js';

/** A draft is changed, or a rejected post taken up again; either is a draft afterwards. */
@Injectable()
export class EditDraft {
  constructor(private readonly steps: TakeStep) {}

  run(request: EditDraftRequest, actor: Actor): Promise<PostView> {
    return this.steps.run(DraftEdit, 'edit', request, actor, ({ post, text, by, tx }) => {
      const terms = {
        kind: request.kind ?? post.kind,
        audience: request.audience ?? post.audience,
        mustForward: request.mustForward ?? post.mustForward,
        forwardWithin: request.forwardWithin === undefined ? post.forwardWithin : request.forwardWithin,
      };
      tx.em.persist(post.edit(text, rewordPost(text, request), terms, by));
    });
  }
}
