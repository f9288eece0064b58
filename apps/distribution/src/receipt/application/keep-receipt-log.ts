import { PeriodicTask } from '@guantong/host';
import { Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { ReceiptLogRepository } from '../persistence/receipt-log-repository.js';

const DAY_MS = 86_400_000;

/** Keeps partitions of the receipt log ahead of the calendar. */
@Injectable()
export class KeepReceiptLog implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;

  constructor(log: ReceiptLogRepository) {
    this.task = new PeriodicTask('KeepReceiptLog', DAY_MS, () => log.makePartitions());
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }
}
