import { PeriodicTask } from '@guantong/host';
import { Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { DistributionConfig } from '../../distribution-config.js';
import { MendGaps } from './mend-gaps.js';
import { PassThroughOverdue } from './pass-through-overdue.js';

/** The two timers of the road down. Every copy of the service runs them; rows are shared out by SKIP LOCKED. */
@Injectable()
export class KeepRoadMoving implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly tasks: PeriodicTask[];

  constructor(config: DistributionConfig, passThrough: PassThroughOverdue, mendGaps: MendGaps) {
    this.tasks = [
      new PeriodicTask('PassThroughOverdue', config.PASS_THROUGH_SWEEP_MS, () => passThrough.run()),
      new PeriodicTask('MendGaps', config.GAP_SWEEP_MS, () => mendGaps.run()),
    ];
  }

  onApplicationBootstrap(): void {
    for (const task of this.tasks) task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.tasks.map((task) => task.stop()));
  }
}
