import { hash, randomBytes } from 'node:crypto';
import { fail } from '@guantong/contracts';
import { DomainError } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import { Turns } from './turns.js';

/** Bounds memory to some 10 MB. */
const MAX_ENTRIES = 50_000;
/**
 * Membership checks two passwords at a time, so that more of one account or address at once are no faster. Each holds a
 * connection to its database while it waits for the row in which its tries are counted: 500 a second from one address
 * held all ten of them, and nobody else got in.
 */
const AT_ONCE = 4;
/** Some three seconds of work: a union hall behind one address, on the day when everybody logs in. */
const LONGEST_LINE = 100;

/** What a try is counted under, hashed. */
interface Keys {
  ACCOUNT: string;
  ADDRESS: string;
}

/**
 * Remembers who was told to wait before the next log-in, so that a flood is turned away here and not by a question to
 * membership and its database for each try. Membership alone decides; this only repeats its answer while it holds,
 * and lets no account and no address have more than a few tries under way at a time.
 */
@Injectable()
export class LogInFloods {
  /** By account or address, both as a hash with a salt that dies with the process: until when, ms. */
  private readonly blockedUntil = new Map<string, number>();
  private readonly salt = randomBytes(32).toString('hex');
  private readonly turns = new Turns(AT_ONCE, LONGEST_LINE, () => fail('TOO_MANY_REQUESTS', { retryAfterSeconds: 1 }));

  /** @throws TOO_MANY_REQUESTS while one of them was told to wait; else what `work` throws */
  async guard<T>({ login, address }: { login: string; address: string }, work: () => Promise<T>): Promise<T> {
    const keys = {
      ACCOUNT: this.key('login', login.normalize('NFKC').trim().toLowerCase()),
      ADDRESS: this.key('address', address),
    };
    this.check(keys);
    return this.turns.take(keys.ACCOUNT, () => this.turns.take(keys.ADDRESS, () => this.ask(keys, work)));
  }

  private async ask<T>(keys: Keys, work: () => Promise<T>): Promise<T> {
    this.check(keys); // again: somebody before us in the line may have been told to wait
    try {
      return await work();
    } catch (error) {
      if (error instanceof DomainError && error.code === 'TOO_MANY_REQUESTS') this.remember(keys, error);
      throw error;
    }
  }

  private check({ ACCOUNT, ADDRESS }: Keys): void {
    const now = Date.now();
    const until = Math.max(this.until(ACCOUNT, now), this.until(ADDRESS, now));
    if (until > now) throw fail('TOO_MANY_REQUESTS', { retryAfterSeconds: Math.ceil((until - now) / 1000) });
  }

  private remember(keys: Keys, { params }: DomainError): void {
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
    return hash('sha256', `${this.salt}:${kind}:${value}`, 'base64');
  }
}
