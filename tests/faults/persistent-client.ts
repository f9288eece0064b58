import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type ApiAnswer, ApiClient, type ApiRequest, type Method } from '../../demo/client/api-client.js';

/** Longer than the gateway's own limit of 10 s: whatever takes longer hangs. */
const HANGS_MS = 15_000;
/** Pause before the next try where the answer names none, ms. */
const RETRY_MS = 200;

/** A 2xx was given; a 4xx was given that no retry changes; or neither came within the time. */
export type Outcome<T> =
  | { outcome: 'ACCEPTED'; body: T; tries: number }
  | { outcome: 'REFUSED'; status: number; code: string; tries: number }
  | { outcome: 'GAVE_UP'; tries: number };

/** Calls the public API as a good phone does: each write has its own key, and is repeated with it until it is answered. */
export class PersistentClient extends ApiClient {
  /** Statuses that were answered, and how often. 0: the connection broke or was refused; -1: nothing for 15 s. */
  readonly seen = new Map<number, number>();

  override withToken(token?: string): PersistentClient {
    return new PersistentClient(this.baseUrl, token ? { token } : {});
  }

  override async login(login: string, secret: string): Promise<PersistentClient> {
    return (await super.login(login, secret)) as PersistentClient;
  }

  /** @throws TypeError when the connection breaks, TimeoutError when there is no answer for 15 s */
  override async send(request: ApiRequest): Promise<ApiAnswer> {
    const timer = new AbortController();
    const answer = super.send(request);
    try {
      const first = await Promise.race([answer, delay(HANGS_MS, undefined, { signal: timer.signal })]);
      if (!first) {
        answer.catch(() => undefined);
        throw new DOMException(`${request.method} ${request.path} hangs`, 'TimeoutError');
      }
      this.note(first.status);
      return first;
    } catch (error) {
      this.note(error instanceof Error && error.name === 'TimeoutError' ? -1 : 0);
      throw error;
    } finally {
      timer.abort();
    }
  }

  /** Repeats with the same key until it is taken or refused for good. */
  async untilTaken<T>(
    method: Method,
    path: string,
    body: object,
    { key, giveUpAfterMs = 60_000 }: { key?: string; giveUpAfterMs?: number } = {},
  ): Promise<Outcome<T>> {
    const request = { method, path, body, idempotencyKey: key ?? randomUUID() };
    const end = Date.now() + giveUpAfterMs;
    for (let tries = 1; ; tries++) {
      const answer = await this.send(request).catch(() => undefined);
      if (answer && answer.status < 300) return { outcome: 'ACCEPTED', body: answer.body as T, tries };
      if (answer && answer.status < 500 && answer.status !== 429 && answer.status !== 408) {
        const { code = '' } = answer.body as { code?: string };
        return { outcome: 'REFUSED', status: answer.status, code, tries };
      }
      if (Date.now() > end) return { outcome: 'GAVE_UP', tries };
      await delay(Number(answer?.headers.get('retry-after') ?? RETRY_MS / 1000) * 1000);
    }
  }

  private note(status: number): void {
    this.seen.set(status, (this.seen.get(status) ?? 0) + 1);
  }
}
