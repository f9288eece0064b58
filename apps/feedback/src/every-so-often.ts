import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { RemoveUnusedAttachments } from './attachment/application/remove-unused-attachments.js';
import { ForgetAnonymousSteps } from './case/application/forget-anonymous-steps.js';
import { EraseCasesOfWorker } from './erasure/application/erase-cases-of-worker.js';
import { FeedbackConfig } from './feedback-config.js';
import { AnnounceAnonymousSteps } from './intake/application/announce-anonymous-steps.js';
import { RingDueClocks } from './sla/application/ring-due-clocks.js';
import { TakeOverCases } from './succession/application/take-over-cases.js';

/** Unused photos and old keys live for days; looking once in so many rounds is often enough. */
const ROUNDS_PER_CLEANING = 600;

/**
 * Runs what clocks make necessary, over and over. Any number of copies may: each piece of work is safe against others.
 * Our own timer only says when to look; what is due, the database's clock says.
 */
@Injectable()
export class EverySoOften implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('EverySoOften');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private round = 0;

  constructor(
    private readonly clocks: RingDueClocks,
    private readonly announce: AnnounceAnonymousSteps,
    private readonly photos: RemoveUnusedAttachments,
    private readonly forget: ForgetAnonymousSteps,
    private readonly takeOver: TakeOverCases,
    private readonly erase: EraseCasesOfWorker,
    @Inject(FeedbackConfig) private readonly config: FeedbackConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.look().finally(() => this.schedule());
    }, this.config.SWEEP_INTERVAL_MS);
  }

  private async look(): Promise<void> {
    await this.attempt('clocks', () => this.clocks.run());
    await this.attempt('announcements', () => this.announce.run());
    await this.attempt('cases of units that are gone', () => this.takeOver.runLate());
    await this.attempt('cases of erased workers', () => this.erase.runLate());
    if (this.round++ % ROUNDS_PER_CLEANING !== 0) return;
    await this.attempt('unused photos', () => this.photos.run());
    await this.attempt('old keys', () => this.forget.run());
  }

  /** The database may be away for a while: say so, and look again next time. */
  private async attempt(what: string, work: () => Promise<number>): Promise<void> {
    try {
      const done = await work();
      if (done > 0) this.log.log(`${what}: ${done}`);
    } catch (error) {
      this.log.warn(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
