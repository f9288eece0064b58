import { createHash } from 'node:crypto';
import type { Actor } from '@guantong/contracts';
import { DomainError, type RequestContext, runInContext } from '@guantong/platform';
import type { LiveStream } from './live-stream.js';

/** At most one query in so many ms, however many hints come. */
export const MIN_INTERVAL_MS = 300;
/** Asked again at least this often: hints are hints, they may be lost. */
const POLL_MS = 15_000;
const HEARTBEAT_MS = 15_000;
/** A dismissal must end a stream within 5 s; the answer to "who is this" may itself be half a second old. */
const RECHECK_MS = 3000;

/** Failures that pass by themselves; the stream waits for better times. */
const PASSING = new Set(['SERVICE_UNAVAILABLE', 'SERVICE_TIMEOUT', 'TOO_MANY_REQUESTS', 'INTERNAL']);

export interface WatchOptions {
  context: RequestContext;
  /** Who is watching, as of now. Throws when they may not any more. */
  authorize: () => Promise<Actor>;
  /** The caller's own scoped query: exactly what a plain GET would have given at this moment. */
  query: (actor: Actor) => Promise<object>;
  /** From a browser that connects again: the state it already has. */
  lastEventId?: string;
}

/** One live stream: the caller's own query, asked again on hints and now and then, sent when the answer has changed. */
export class WatchQuery {
  private sentId: string | undefined;
  private running = false;
  private hinted = false;
  private timer: NodeJS.Timeout | undefined;
  private askedAt = 0;
  private checkedAt = 0;
  private beatAt = 0;
  private checking = false;
  /** Who was last asked for, to notice a changed appointment. */
  private seenAs = '';

  constructor(
    private readonly stream: LiveStream,
    private readonly options: WatchOptions,
  ) {
    this.sentId = options.lastEventId;
  }

  /** The first answer; a failure of it is the failure of the request. */
  async start(actor: Actor): Promise<void> {
    this.checkedAt = this.askedAt = this.beatAt = Date.now();
    this.seenAs = JSON.stringify(actor);
    this.send(await this.options.query(actor));
    if (this.sentId === this.options.lastEventId) this.stream.heartbeat(); // something must open the connection
  }

  /** Something has happened to what is watched. */
  hint(): void {
    if (this.timer || this.ended) return;
    if (this.running) {
      this.hinted = true;
      return;
    }
    const wait = Math.max(0, this.askedAt + MIN_INTERVAL_MS - Date.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.ask();
    }, wait);
  }

  /** Called about twice a second. */
  tick(now: number): void {
    if (this.ended) return;
    if (now - this.checkedAt >= RECHECK_MS) this.recheck(now);
    if (now - this.askedAt >= POLL_MS) this.hint();
    if (now - this.beatAt >= HEARTBEAT_MS) {
      this.beatAt = now;
      this.stream.heartbeat();
    }
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private get ended(): boolean {
    return this.stream.destroyed || this.stream.readableEnded;
  }

  private recheck(now: number): void {
    if (this.checking) return;
    this.checking = true;
    this.checkedAt = now;
    this.options
      .authorize()
      .then((actor) => this.noticeChange(actor))
      .catch((error: unknown) => this.endUnlessPassing(error))
      .finally(() => (this.checking = false));
  }

  /** Other appointments may mean another answer, or none, though nothing has happened to what is watched. */
  private noticeChange(actor: Actor): void {
    const as = JSON.stringify(actor);
    if (as === this.seenAs) return;
    this.seenAs = as;
    this.hint();
  }

  private ask(): void {
    if (this.running || this.ended) return;
    this.running = true;
    this.askedAt = Date.now();
    runInContext(this.options.context, async () => this.send(await this.options.query(await this.options.authorize())))
      .catch((error: unknown) => this.endUnlessPassing(error))
      .finally(() => {
        this.running = false;
        if (!this.hinted) return;
        this.hinted = false;
        this.hint();
      });
  }

  private send(answer: object): void {
    const json = JSON.stringify(answer);
    const id = createHash('sha256').update(json).digest('base64url').slice(0, 22);
    if (id === this.sentId) return;
    this.sentId = id;
    this.beatAt = Date.now();
    this.stream.sendState(id, json);
  }

  private endUnlessPassing(error: unknown): void {
    const code = error instanceof DomainError ? error.code : 'INTERNAL';
    if (PASSING.has(code)) return;
    this.stop();
    this.stream.finish(code);
  }
}
