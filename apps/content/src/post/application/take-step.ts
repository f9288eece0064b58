import {
  type Actor,
  fail,
  type PostAction,
  type PostView,
  requireScope,
  type RpcDefinition,
  type Scope,
} from '@guantong/contracts';
import { IdempotentCommands, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { POST_LIFECYCLE } from '../domain/post-lifecycle.js';
import type { Signature } from '../domain/post-step.js';
import { type OpenedPost, PostRepository } from '../persistence/post-repository.js';
import { PostViews } from '../persistence/post-views.js';

/** What every step of an existing post is given. */
export interface StepRequest {
  postId: string;
  /** The version the caller saw; left out: whatever it is. */
  version?: number;
}

export interface StepInHand extends OpenedPost {
  by: Signature;
  tx: Tx;
}

/** The frame of every use case that changes a post: who may, the lock, the version, the commit, the answer. */
@Injectable()
export class TakeStep {
  constructor(
    private readonly commands: IdempotentCommands,
    private readonly posts: PostRepository,
    private readonly views: PostViews,
  ) {}

  /** @throws FORBIDDEN, NOT_FOUND, CONFLICT and whatever `change` throws */
  async run<Q extends StepRequest>(
    definition: RpcDefinition<Q, PostView>,
    action: PostAction,
    request: Q,
    actor: Actor,
    change: (step: StepInHand) => Promise<void> | void,
  ): Promise<PostView> {
    const scope = requireScope(actor, POST_LIFECYCLE[action].permission);
    return this.commands.run(definition.subject, { ...request }, async (tx) => {
      const opened = await this.posts.open(tx, request.postId, scope);
      if (!opened) throw fail('NOT_FOUND');
      if ((request.version ?? opened.post.version) !== opened.post.version) throw fail('CONFLICT');
      await change({ ...opened, tx, by: signatureOf(actor, opened.at, opened.heirId) });
      return this.answer(tx, request.postId, scope);
    });
  }

  /** Writes what is still in hand, and shows the post as it now is. */
  async answer(tx: Tx, postId: string, scope: Scope): Promise<PostView> {
    await tx.em.flush();
    const view = await this.views.get(tx, postId, scope);
    if (!view) throw fail('NOT_FOUND');
    return view;
  }
}

/** @throws FORBIDDEN for whoever has no account */
export function signatureOf(actor: Actor, at: Date, actingUnitId: string | null): Signature {
  if (actor.kind !== 'STAFF' || !actor.accountId) throw fail('FORBIDDEN');
  return { accountId: actor.accountId, actingUnitId, at };
}
