import { setTimeout as delay } from 'node:timers/promises';
import { settleWithin } from '@guantong/platform';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ReconcileUnitMirror } from './reconcile-unit-mirror.js';

export const UNIT_MIRROR_OPTIONS = Symbol('UNIT_MIRROR_OPTIONS');
export interface UnitMirrorOptions {
  /** How often the mirror is compared with membership, ms. 0: never (tests). Default 30 s. */
  reconcileEveryMs?: number;
}

export const RECONCILE_UNIT_MIRROR_EVERY_MS = 30_000;
const FIRST_RETRY_MS = 500;

/** Reconciles at the start, and then again and again. While membership is away it tries more often, at first. */
@Injectable()
export class MirrorKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('UnitMirror');
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly reconcile: ReconcileUnitMirror,
    @Inject(UNIT_MIRROR_OPTIONS) private readonly options: UnitMirrorOptions,
  ) {}

  onApplicationBootstrap(): void {
    const every = this.options.reconcileEveryMs ?? RECONCILE_UNIT_MIRROR_EVERY_MS;
    if (every > 0) this.running = this.keep(every);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await settleWithin([this.running], 5000);
  }

  private async keep(every: number): Promise<void> {
    for (let failures = 0; !this.stopping.signal.aborted;) {
      failures = (await this.once(failures)) ? 0 : failures + 1;
      const wait = failures === 0 ? every : Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), every);
      // Up to a tenth more, so that the copies of all services do not ask in the same moment for ever.
      await delay(wait * (1 + Math.random() / 10), undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private async once(failuresBefore: number): Promise<boolean> {
    try {
      const { mended } = await this.reconcile.run();
      if (mended > 0) this.log.log(`mended ${mended} unit(s)`);
      return true;
    } catch (error) {
      if (failuresBefore % 20 === 0) this.log.warn(`could not compare with membership: ${String(error)}`);
      return false;
    }
  }
}
