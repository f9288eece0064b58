import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { DistributionConfig } from '../../distribution-config.js';
import { AnnounceForwarded } from '../../relay/application/announce-forwarded.js';
import { UnitMoveRepository } from '../persistence/unit-move-repository.js';

/** Moves looked at in one transaction. */
const MOVES_AT_ONCE = 200;

/**
 * A unit that has come under a parent, opened there or moved there, gets the posts in force that the parent has handed on;
 * and what its old parent had handed on before it left, if that was still on its way. The parents are announced again,
 * and the handler of that message adds what is missing.
 */
@Injectable()
export class FollowMoves {
  constructor(
    private readonly database: Database,
    private readonly moves: UnitMoveRepository,
    private readonly announce: AnnounceForwarded,
    private readonly config: DistributionConfig,
  ) {}

  /** Resolves to the number of moves looked at. Idle, it is one look at an empty partial index. */
  async run(): Promise<number> {
    let looked = 0;
    while (await this.moves.anyNew(this.database, this.config.GAP_GRACE_S)) {
      const batch = await this.lookAtBatch();
      if (batch === 0) break; // in another copy's hands
      looked += batch;
    }
    await this.moves.removeOld(this.database);
    return looked;
  }

  private lookAtBatch(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const ids = await this.moves.takeNew(tx, this.config.GAP_GRACE_S, MOVES_AT_ONCE);
      if (ids.length > 0) await this.announce.runAll(tx, await this.moves.parentsToAnnounce(tx, ids));
      return ids.length;
    });
  }
}
