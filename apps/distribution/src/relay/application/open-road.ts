import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { DeliverToMembers } from '../../delivery/application/deliver-to-members.js';
import { RelayRepository } from '../persistence/relay-repository.js';
import { RoadRepository } from '../persistence/road-repository.js';
import { AnnounceForwarded } from './announce-forwarded.js';

/** Puts a published post on its road, at the unit in whose name it was published. */
@Injectable()
export class OpenRoad {
  constructor(
    private readonly relays: RelayRepository,
    private readonly roads: RoadRepository,
    private readonly deliver: DeliverToMembers,
    private readonly announce: AnnounceForwarded,
  ) {}

  /** Does nothing while the unit is not in the mirror yet; the sweep for gaps comes back to it. */
  async run(tx: Tx, postId: string): Promise<void> {
    const started = await this.relays.openAtPublisher(tx, postId);
    if (started.length > 0) await this.announce.run(tx, postId, started);
    else await this.deliver.run(tx, postId, null);
    await this.roads.markOpened(tx, postId);
  }
}
