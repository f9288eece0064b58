import { Logger } from '@nestjs/common';

/**
 * Runs `work` again and again, `ms` after the last run ended, until stopped. A failure is logged, once per outage,
 * and the next run comes as planned: what it has to do is in the database, so nothing is lost.
 */
export class PeriodicTask {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;
  private failing = false;
  private readonly log: Logger;

  constructor(
    name: string,
    private readonly ms: number,
    private readonly work: () => Promise<unknown>,
  ) {
    this.log = new Logger(name);
  }

  start(): void {
    this.plan(0);
  }

  /** Resolves when a run that is under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private plan(ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.runOnce().finally(() => this.plan(this.ms));
    }, ms);
  }

  private async runOnce(): Promise<void> {
    try {
      await this.work();
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.log.warn(`failed, will be tried again: ${String(error)}`);
      this.failing = true;
    }
  }
}
