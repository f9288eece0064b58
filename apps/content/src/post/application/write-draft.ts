import { type Actor, fail, NewDraft, type NewDraftRequest, type PostView, requireScope } from '@guantong/contracts';
import { UnitMirrorRepository } from '@guantong/hierarchy';
import { IdempotentCommands } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import { Post } from '../domain/post.js';
import { PostRepository } from '../persistence/post-repository.js';
import { signatureOf, TakeStep } from './take-step.js';
import { wordPost } from './word-post.js';

/** Somebody begins a post in the name of a unit for which they may write. */
@Injectable()
export class WriteDraft {
  constructor(
    private readonly commands: IdempotentCommands,
    private readonly units: UnitMirrorRepository,
    private readonly posts: PostRepository,
    private readonly steps: TakeStep,
  ) {}

  async run(request: NewDraftRequest, actor: Actor): Promise<PostView> {
    const scope = requireScope(actor, 'post.write');
    const wording = wordPost(request);
    return this.commands.run(NewDraft.subject, { ...request }, async (tx) => {
      if (!(await this.units.findActiveInScope(tx, request.unitId, scope))) throw fail('NOT_FOUND');
      const terms = {
        kind: request.kind,
        audience: request.audience ?? {},
        mustForward: request.mustForward ?? false,
        forwardWithin: request.forwardWithin ?? null,
      };
      const by = signatureOf(actor, await this.posts.now(tx), null);
      const { post, text, step } = Post.write(newId(), request.unitId, terms, wording, by);
      tx.em.persist([post, text, step]);
      return this.steps.answer(tx, post.id, scope);
    });
  }
}
