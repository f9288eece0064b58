import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LoginChallengeRepository } from '../persistence/login-challenge-repository.js';
import { LoginSlowdownRepository } from '../persistence/login-slowdown-repository.js';

const EVERY_MS = 600_000;

/** Keeps what half-made and wrong log-ins leave behind small, and the hashed addresses in it short-lived. */
@Injectable()
export class ForgetExpired implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('ForgetExpired');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly slowdown: LoginSlowdownRepository,
    private readonly challenges: LoginChallengeRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      Promise.all([this.slowdown.forget(), this.challenges.forget()]).catch((error: unknown) =>
        this.log.warn(`not forgotten: ${String(error)}`),
      );
    }, EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}
