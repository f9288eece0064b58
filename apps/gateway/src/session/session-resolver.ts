import { ANONYMOUS, type Actor, ResolveSession } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
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

  /** @throws UNAUTHENTICATED, or SERVICE_UNAVAILABLE / SERVICE_TIMEOUT when nobody can say */
  async resolve(token: string): Promise<Actor> {
    const now = Date.now();
    return this.fresh(token, now) ?? this.entries.get(token)?.pending ?? this.ask(token, now);
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
        if (this.entries.get(token)?.pending === pending) this.entries.delete(token);
        throw error;
      },
    );
    this.remember(token, { ...(before?.actor && { actor: before.actor }), askedAt: before?.askedAt ?? 0, pending });
    return pending;
  }

  private remember(token: string, entry: Entry): void {
    this.entries.delete(token);
    this.entries.set(token, entry);
    if (this.entries.size > SessionResolver.MAX_ENTRIES)
      this.entries.delete(this.entries.keys().next().value as string);
  }
}
