import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

export interface Answer<T> {
  status: number;
  body: T;
  retryAfter: string | null;
  contentType: string | null;
}

/** Longer than the gateway's own limit of 10 s: whatever takes longer hangs. */
const HANGS_MS = 15_000;

/** A 2xx was given; a 4xx was given that no retry changes; or neither came within the time. */
export type Outcome<T> =
  | { outcome: 'ACCEPTED'; body: T; tries: number }
  | { outcome: 'REFUSED'; status: number; code: string; tries: number }
  | { outcome: 'GAVE_UP'; tries: number };

/** Calls the public API as a phone does: each write has its own key, and is repeated with it until there is an answer. */
export class PersistentClient {
  /** Statuses that were answered, and how often. 0: the connection broke or was refused; -1: nothing for 15 s. */
  readonly seen = new Map<number, number>();

  constructor(
    readonly gatewayUrl: string,
    readonly token?: string,
  ) {}

  /** One request, one answer. @throws TypeError or TimeoutError when there is no answer */
  async send<T>(
    method: string,
    path: string,
    body?: object,
    { key = randomUUID(), timeoutMs = HANGS_MS }: { key?: string; timeoutMs?: number } = {},
  ): Promise<Answer<T>> {
    const response = await fetch(this.gatewayUrl + path, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(method !== 'GET' && { 'idempotency-key': key }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { status, headers } = response;
    this.note(status);
    const text = await response.text();
    return {
      status,
      body: (text ? JSON.parse(text) : null) as T,
      retryAfter: headers.get('retry-after'),
      contentType: headers.get('content-type'),
    };
  }

  /** For steps that must work at once. */
  async ok<T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<T> {
    const answer = await this.send<T>(method, path, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 500)}`);
    return answer.body;
  }

  /** Repeats with the same key until it is taken or refused for good. */
  async untilTaken<T>(
    method: string,
    path: string,
    body: object,
    { key = randomUUID(), giveUpAfterMs = 60_000 }: { key?: string; giveUpAfterMs?: number } = {},
  ): Promise<Outcome<T>> {
    const end = Date.now() + giveUpAfterMs;
    for (let tries = 1; ; tries++) {
      const answer = await this.send<T & { code?: string }>(method, path, body, { key }).catch((error: unknown) => {
        this.note(error instanceof Error && error.name === 'TimeoutError' ? -1 : 0);
      });
      if (answer && answer.status < 300) return { outcome: 'ACCEPTED', body: answer.body, tries };
      if (answer && answer.status < 500 && answer.status !== 429 && answer.status !== 408) {
        return { outcome: 'REFUSED', status: answer.status, code: answer.body.code ?? '', tries };
      }
      if (Date.now() > end) return { outcome: 'GAVE_UP', tries };
      await delay(answer?.retryAfter ? Math.min(Number(answer.retryAfter) * 1000, 2000) : 200);
    }
  }

  private note(status: number): void {
    this.seen.set(status, (this.seen.get(status) ?? 0) + 1);
  }
}
