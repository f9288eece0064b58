import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DistributionConfig } from '../../distribution-config.js';
import { PeriodicTask } from '@guantong/host';
import { FollowMoves } from './follow-moves.js';
import { TakeOverOpenPosts } from './take-over-open-posts.js';

/** Looks for units that have come under a parent, and for posts that have come to a unit which is gone. */
@Injectable()
export class FollowTheTree implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;

  constructor(config: DistributionConfig, moves: FollowMoves, takeOver: TakeOverOpenPosts) {
    this.task = new PeriodicTask('FollowTheTree', config.GAP_SWEEP_MS, async () => {
      await moves.run();
      await takeOver.runLate();
    });
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }
}
