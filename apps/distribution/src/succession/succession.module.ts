import { Module } from '@nestjs/common';
import { RelayModule } from '../relay/relay.module.js';
import { FollowMoves } from './application/follow-moves.js';
import { FollowTheTree } from './application/follow-the-tree.js';
import { ShareWithNewUnits } from './application/share-with-new-units.js';
import { TakeOverOpenPosts } from './application/take-over-open-posts.js';
import { OnUnitSucceeded } from './messaging/on-unit-succeeded.js';
import { ShareRepository } from './persistence/share-repository.js';
import { TakeOverRepository } from './persistence/take-over-repository.js';
import { UnitMoveRepository } from './persistence/unit-move-repository.js';

/** What becomes of posts under way when units go, split, move or are opened. */
@Module({
  imports: [RelayModule],
  providers: [
    TakeOverRepository,
    ShareRepository,
    UnitMoveRepository,
    TakeOverOpenPosts,
    ShareWithNewUnits,
    FollowMoves,
    FollowTheTree,
    OnUnitSucceeded,
  ],
})
export class SuccessionModule {}
