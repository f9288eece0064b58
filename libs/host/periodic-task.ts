import { Logger } from '@nestjs/common';

/**
 * Runs `work` again and again, `ms` after the last run ended, until stopped; at once when somebody calls `wake()`, and
 * when a run says `'MORE'`. A failure is logged, once per outage, and the next run comes as planned: what it has to do is
 * in the database, so nothing is lost.
 */
export class PeriodicTask {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private state: 'NEW' | 'STARTED' | 'STOPPED' = 'NEW';
  private woken = false;
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
    this.state = 'STARTED';
    this.plan(0);
  }

  /** There is something to do. During a run: again right after it, since it may have looked before. Starts nothing. */
  wake(): void {
    this.woken = true;
    if (!this.running) this.plan(0);
  }

  /** Resolves when a run that is under way has ended. */
  async stop(): Promise<void> {
    this.state = 'STOPPED';
    clearTimeout(this.timer);
    await this.running;
  }

  private plan(ms: number): void {
    clearTimeout(this.timer);
    if (this.state !== 'STARTED') return;
    this.timer = setTimeout(() => {
      this.running = this.runAndPlan();
    }, ms);
  }

  private async runAndPlan(): Promise<void> {
    const isMore = await this.runOnce();
    this.running = undefined;
    this.plan(isMore || this.woken ? 0 : this.ms);
  }

  private async runOnce(): Promise<boolean> {
    this.woken = false;
    try {
      const result = await this.work();
      this.failing = false;
      return result === 'MORE';
    } catch (error) {
      if (!this.failing) this.log.warn(`failed, will be tried again: ${String(error)}`);
      this.failing = true;
      return false;
    }
  }
}
