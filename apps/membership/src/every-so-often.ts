import { Database } from '@guantong/persistence';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { JoiningRepository } from './joining/persistence/joining-repository.js';
import { MembershipConfig } from './membership-config.js';
import { SettleDueTransfers } from './transfer/application/settle-due-transfers.js';

/**
 * Does what the passing of time makes necessary. Any number of copies may; our own timer only says when to look, and
 * what is due, the database's clock says.
 */
@Injectable()
export class EverySoOften implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('EverySoOften');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly transfers: SettleDueTransfers,
    private readonly joinings: JoiningRepository,
    private readonly config: MembershipConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.look().finally(() => this.schedule());
    }, this.config.SWEEP_INTERVAL_MS);
    this.timer.unref();
  }

  private async look(): Promise<void> {
    await this.attempt('transfers settled', () => this.transfers.run());
    await this.attempt('applications swept', () => this.database.transaction((tx) => this.joinings.sweep(tx)));
  }

  private async attempt(what: string, work: () => Promise<number>): Promise<void> {
    try {
      const done = await work();
      if (done > 0) this.log.log(`${what}: ${done}`);
    } catch (error) {
      this.log.warn(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
