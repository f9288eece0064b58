import { PeriodicTask } from '@guantong/host';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { MembershipConfig } from '../../membership-config.js';
import { FindDutyGaps } from './find-duty-gaps.js';

@Injectable()
export class KeepWatchOverDuty implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;

  constructor(config: MembershipConfig, gaps: FindDutyGaps) {
    this.task = new PeriodicTask('KeepWatchOverDuty', config.DUTY_GAP_SWEEP_MS, () => gaps.run());
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }
}
