import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { DistributionConfig } from '../../distribution-config.js';
import { RelayRepository } from '../persistence/relay-repository.js';
import { RoadRepository } from '../persistence/road-repository.js';
import { AnnounceForwarded } from './announce-forwarded.js';
import { OpenRoad } from './open-road.js';

/** Parents announced again at one look; what is left over comes with the next. */
const PARENTS_PER_LOOK = 2000;

/**
 * Looks posts over, one at a time, for units that should have them and do not: opened since, moved in the middle of
 * the relay, or not yet in the mirror when the post came by. Their parents are announced again; the handler of that
 * message adds what is missing.
 */
@Injectable()
export class MendGaps {
  constructor(
    private readonly database: Database,
    private readonly roads: RoadRepository,
    private readonly relays: RelayRepository,
    private readonly openRoad: OpenRoad,
    private readonly announce: AnnounceForwarded,
    private readonly config: DistributionConfig,
  ) {}

  /** Resolves to the number of parents announced again. */
  async run(): Promise<number> {
    let parents = 0;
    while (await this.roads.anyToCheck(this.database)) {
      const found = await this.checkNext();
      if (found === undefined) break; // in another copy's hands
      parents += found;
    }
    return parents;
  }

  private checkNext(): Promise<number | undefined> {
    return this.database.transaction(async (tx) => {
      const post = await this.roads.takeNextToCheck(tx);
      if (!post) return undefined;
      if (!post.opened) await this.openRoad.run(tx, post.postId);
      const gaps = await this.relays.parentsWithGaps(tx, post.postId, this.config.GAP_GRACE_S, PARENTS_PER_LOOK);
      await this.announce.run(tx, post.postId, gaps);
      return gaps.length;
    });
  }
}
