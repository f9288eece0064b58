import { PeriodicTask } from '@guantong/host';
import { Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { DistributionConfig } from '../../distribution-config.js';
import { TimerLease } from '../../timer/timer-lease.js';
import { ReconcileWorkers } from './reconcile-workers.js';

const LEASE = 'reconcile-workers';

/** Reconciles every WORKER_RECONCILE_S, the first time as soon as membership answers; one copy at a time. */
@Injectable()
export class KeepWorkerMirror implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;

  constructor(config: DistributionConfig, lease: TimerLease, reconcile: ReconcileWorkers) {
    const everySeconds = config.WORKER_RECONCILE_S;
    this.task = new PeriodicTask('KeepWorkerMirror', Math.min(everySeconds, 5) * 1000, async () => {
      if (!(await lease.take(LEASE, everySeconds))) return;
      try {
        await reconcile.run();
      } catch (error) {
        await lease.giveBack(LEASE);
        throw error;
      }
    });
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }
}
