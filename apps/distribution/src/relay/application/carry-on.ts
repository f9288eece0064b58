import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { DeliverToMembers } from '../../delivery/application/deliver-to-members.js';
import { RelayRepository } from '../persistence/relay-repository.js';
import { AnnounceForwarded } from './announce-forwarded.js';

/**
 * Carries a post on from units that have handed it on: all their children in two statements. Children that hand on by
 * themselves do so here, and are announced for the next step. Safe to run twice: what is there stays as it is.
 */
@Injectable()
export class CarryOn {
  constructor(
    private readonly relays: RelayRepository,
    private readonly deliver: DeliverToMembers,
    private readonly announce: AnnounceForwarded,
  ) {}

  async run(tx: Tx, postId: string, parentIds: readonly string[]): Promise<void> {
    const forwarded = await this.relays.insertChildren(tx, postId, parentIds);
    await this.deliver.run(tx, postId, parentIds);
    await this.announce.run(tx, postId, forwarded);
  }
}
