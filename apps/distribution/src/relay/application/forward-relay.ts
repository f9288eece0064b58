import { fail, type ForwardRelayRequest, type RelayView, type Scope } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { DeliverToMembers } from '../../delivery/application/deliver-to-members.js';
import { RelayRepository } from '../persistence/relay-repository.js';
import { RelayViewRepository } from '../persistence/relay-view-repository.js';
import { AnnounceForwarded } from './announce-forwarded.js';

/** A cadre hands a post on, with a note: to the units below or, at a grassroots union, to its members. */
@Injectable()
export class ForwardRelayByHand {
  constructor(
    private readonly relays: RelayRepository,
    private readonly views: RelayViewRepository,
    private readonly deliver: DeliverToMembers,
    private readonly announce: AnnounceForwarded,
  ) {}

  /** @throws NOT_FOUND, RELAY_ALREADY_FORWARDED (the deadline may have been quicker), POST_RECALLED */
  async run(
    tx: Tx,
    { unitId, postId, note }: ForwardRelayRequest,
    accountId: string | null,
    scope: Scope,
  ): Promise<RelayView> {
    const tier = await this.views.tierOf(tx, unitId, scope);
    if (!tier) throw fail('NOT_FOUND');
    const at = { unitId, postId, note: note?.trim() || null, accountId };
    const done = tier === 'GRASSROOTS' ? await this.deliver.open(tx, at, scope) : await this.forward(tx, at, scope);
    const view = await this.views.find(tx, { unitId, tier, postId });
    if (!view) throw fail('NOT_FOUND');
    if (!done) throw fail(view.status === 'RECALLED' ? 'POST_RECALLED' : 'RELAY_ALREADY_FORWARDED');
    return view;
  }

  private async forward(tx: Tx, at: Parameters<RelayRepository['forward']>[1], scope: Scope): Promise<boolean> {
    const forwarded = await this.relays.forward(tx, at, scope);
    await this.announce.run(tx, at.postId, forwarded);
    return forwarded.length === 1;
  }
}
