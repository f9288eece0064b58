import { ApiFailure, type ProblemBody } from './api-failure.js';

/** A live stream of states: the latest one, and a way to wait for one that is as hoped. */
export class EventStream<T extends object> {
  latest: T | undefined;
  /** Why the server ended it, as a code; undefined while it is open. */
  endedBy: string | undefined;
  private readonly watchers = new Set<() => void>();

  private constructor(private readonly abort: AbortController) {}

  static async open<T extends object>(url: URL, headers: Record<string, string>): Promise<EventStream<T>> {
    const abort = new AbortController();
    const response = await fetch(url, { headers, signal: abort.signal });
    if (!response.ok || !response.body) {
      throw new ApiFailure(
        { method: 'GET', path: url.pathname },
        response.status,
        (await response.json()) as ProblemBody,
      );
    }
    const stream = new EventStream<T>(abort);
    void stream.read(response.body);
    return stream;
  }

  /** Calls `listener` with the present state and every later one; returns how to stop. */
  watch(listener: (state: T) => void): () => void {
    const wrapped = () => {
      if (this.latest) listener(this.latest);
    };
    this.watchers.add(wrapped);
    wrapped();
    return () => this.watchers.delete(wrapped);
  }

  /** The first state that fits. Rejects after `ms`, with the last state there was. */
  until(fits: (state: T) => boolean, ms: number): Promise<T> {
    return new Promise((resolve, reject) => {
      let stop = (): void => undefined;
      const late = setTimeout(() => {
        stop();
        reject(new Error(`no such state within ${ms} ms; the last one was ${JSON.stringify(this.latest)}`));
      }, ms);
      stop = this.watch((state) => {
        if (!fits(state)) return;
        clearTimeout(late);
        setImmediate(() => stop());
        resolve(state);
      });
    });
  }

  close(): void {
    this.abort.abort();
  }

  private async read(body: AsyncIterable<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    try {
      for await (const chunk of body) {
        text += decoder.decode(chunk, { stream: true });
        const frames = text.split('\n\n');
        text = frames.pop() ?? '';
        for (const frame of frames) this.take(frame);
      }
      this.endedBy ??= 'closed';
    } catch {
      this.endedBy ??= 'closed'; // by us, or the connection broke
    }
  }

  private take(frame: string): void {
    const field = (name: string) =>
      frame
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    const data = field('data');
    if (data === undefined) return; // a heartbeat
    if (field('event') === 'end') this.endedBy = (JSON.parse(data) as { code: string }).code;
    else this.latest = JSON.parse(data) as T;
    for (const notify of this.watchers) notify();
  }
}
