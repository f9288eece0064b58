import { fail } from '@guantong/contracts';
import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { FairLine } from '../domain/fair-line.js';
import { normalisedPassword } from '../domain/password-policy.js';

/** OWASP's second choice for argon2id; 20 to 30 ms on the machines at hand. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** As many as there are cores: more would only make all of them slower, and take 19 MiB each. */
const AT_ONCE = 2;
/** Some three seconds of work; whoever comes then is told to come again, not kept waiting for a time-out. */
const QUEUE = 100;

/** Passwords in and out of argon2id, a few at a time. */
@Injectable()
export class PasswordHasher {
  private running = 0;
  private readonly waiting = new FairLine<() => void>();
  private dummy: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return this.inTurn('new passwords', () => hash(normalisedPassword(password), COST));
  }

  /**
   * Against null it takes as long as against a hash, and is never right: nobody learns who exists.
   *
   * @param from where it comes from: many from one place do not keep those from other places waiting
   */
  async verify(stored: string | null, password: string, from = ''): Promise<boolean> {
    this.dummy ??= hash('no password is this one', COST);
    const against = stored ?? (await this.dummy);
    const right = await this.inTurn(from, () => verify(against, normalisedPassword(password)));
    return right && stored !== null;
  }

  private async inTurn<T>(from: string, work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= QUEUE) throw fail('SERVICE_UNAVAILABLE');
      await new Promise<void>((go) => this.waiting.add(from, go));
    } else this.running++;
    try {
      return await work();
    } finally {
      const next = this.waiting.next();
      if (next) next();
      else this.running--;
    }
  }
}
