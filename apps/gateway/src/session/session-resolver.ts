import { ANONYMOUS, type Actor, ResolveSession } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { DomainError } from '@guantong/platform';
import { Injectable } from '@nestjs/common';

/** How long an answer may be used, counted from when it was asked for: a dismissal must bite within 5 s. */
const FRESH_MS = 3000;
/** After this an answer is still used, but the next one is already being asked for. */
const RENEW_MS = 2000;

interface Entry {
  actor?: Actor;
  askedAt: number;
  pending?: Promise<Actor>;
}

/** Who a session token stands for. Remembers answers for 3 s; requests that come at once share one question. */
@Injectable()
export class SessionResolver {
  /** In order of last use, the oldest first. */
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly rpc: RpcClient) {}

  /** Bounds memory to some 20 MB. */
  static readonly MAX_ENTRIES = 50_000;

  /** The actor, when it is known and fresh: the way nearly every request takes, without a promise. */
  fresh(token: string, now = Date.now()): Actor | undefined {
    const entry = this.entries.get(token);
    if (!entry?.actor || now - entry.askedAt >= FRESH_MS) return undefined;
    if (now - entry.askedAt >= RENEW_MS && !entry.pending) this.ask(token, now).catch(() => undefined);
    return entry.actor;
  }

  /**
   * @param maxAgeMs how old a remembered answer may be
   * @throws UNAUTHENTICATED, or SERVICE_UNAVAILABLE / SERVICE_TIMEOUT when nobody can say
   */
  async resolve(token: string, maxAgeMs = FRESH_MS): Promise<Actor> {
    const now = Date.now();
    const known = this.fresh(token, now);
    const entry = this.entries.get(token);
    if (known && entry && now - entry.askedAt < maxAgeMs) return known;
    return entry?.pending ?? this.ask(token, now);
  }

  forget(token: string): void {
    this.entries.delete(token);
  }

  private ask(token: string, askedAt: number): Promise<Actor> {
    const before = this.entries.get(token);
    const pending = this.rpc.call(ResolveSession, { token }, ANONYMOUS).then(
      ({ actor }) => {
        // Forgotten in the meantime (logged out): the answer is for those who asked before, nobody else
        if (this.entries.get(token)?.pending === pending) this.remember(token, { actor, askedAt });
        return actor;
      },
      (error: unknown) => {
        if (this.entries.get(token)?.pending === pending) this.afterFailure(token, error, before);
        throw error;
      },
    );
    this.remember(token, { ...(before?.actor && { actor: before.actor }), askedAt: before?.askedAt ?? 0, pending });
    return pending;
  }

  /** When nobody can say, what was known holds for the rest of its three seconds; a plain no holds at once. */
  private afterFailure(token: string, error: unknown, before: Entry | undefined): void {
    const isNo = error instanceof DomainError && error.code === 'UNAUTHENTICATED';
    if (before?.actor && !isNo) this.remember(token, { actor: before.actor, askedAt: before.askedAt });
    else this.entries.delete(token);
  }

  private remember(token: string, entry: Entry): void {
    this.entries.delete(token);
    this.entries.set(token, entry);
    if (this.entries.size > SessionResolver.MAX_ENTRIES)
      this.entries.delete(this.entries.keys().next().value as string);
  }
}
