import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LoginSlowdownRepository } from '../persistence/login-slowdown-repository.js';

const EVERY_MS = 600_000;

/** Keeps the table of wrong log-ins small, and the hashed addresses in it short-lived. */
@Injectable()
export class ForgetSlowdowns implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('ForgetSlowdowns');
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly slowdown: LoginSlowdownRepository) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.slowdown.forget().catch((error: unknown) => this.log.warn(`not forgotten: ${String(error)}`));
    }, EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}
