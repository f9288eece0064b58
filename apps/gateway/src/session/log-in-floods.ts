import { createHmac, randomBytes } from 'node:crypto';
import { fail } from '@guantong/contracts';
import { DomainError } from '@guantong/platform';
import { Injectable } from '@nestjs/common';

/** Bounds memory to some 10 MB. */
const MAX_ENTRIES = 50_000;

/**
 * Remembers who was told to wait before the next log-in, so that a flood is turned away here and not by a question to
 * membership and its database for each try. Membership alone decides; this only repeats its answer while it holds.
 */
@Injectable()
export class LogInFloods {
  /** By account or address, both as a keyed hash whose key dies with the process: until when, ms. */
  private readonly blockedUntil = new Map<string, number>();
  private readonly salt = randomBytes(32);

  /** @throws TOO_MANY_REQUESTS while one of them was told to wait; else what `work` throws */
  async guard<T>({ login, address }: { login: string; address: string }, work: () => Promise<T>): Promise<T> {
    const now = Date.now();
    const keys = {
      ACCOUNT: this.key('login', login.normalize('NFKC').trim().toLowerCase()),
      ADDRESS: this.key('address', address),
    };
    const until = Math.max(this.until(keys.ACCOUNT, now), this.until(keys.ADDRESS, now));
    if (until > now) throw fail('TOO_MANY_REQUESTS', { retryAfterSeconds: Math.ceil((until - now) / 1000) });
    try {
      return await work();
    } catch (error) {
      if (error instanceof DomainError && error.code === 'TOO_MANY_REQUESTS') this.remember(keys, error);
      throw error;
    }
  }

  private remember(keys: { ACCOUNT: string; ADDRESS: string }, { params }: DomainError): void {
    const { blocked, retryAfterSeconds } = params;
    if ((blocked !== 'ACCOUNT' && blocked !== 'ADDRESS') || typeof retryAfterSeconds !== 'number') return;
    this.blockedUntil.delete(keys[blocked]);
    this.blockedUntil.set(keys[blocked], Date.now() + retryAfterSeconds * 1000);
    if (this.blockedUntil.size > MAX_ENTRIES) this.blockedUntil.delete(this.blockedUntil.keys().next().value as string);
  }

  private until(key: string, now: number): number {
    const until = this.blockedUntil.get(key) ?? 0;
    if (until > 0 && until <= now) this.blockedUntil.delete(key);
    return until;
  }

  private key(kind: 'login' | 'address', value: string): string {
    return createHmac('sha256', this.salt).update(`${kind}:${value}`).digest('base64');
  }
}
