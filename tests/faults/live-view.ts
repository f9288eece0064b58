import type { PersistentClient } from './persistent-client.js';

/** A live stream that somebody has open, and the states it has shown. */
export class LiveView<T> {
  readonly states: T[] = [];
  ended = false;

  private constructor(private readonly closing: AbortController) {}

  static async open<T>(client: PersistentClient, path: string): Promise<LiveView<T>> {
    const closing = new AbortController();
    const response = await fetch(client.gatewayUrl + path, {
      headers: { authorization: `Bearer ${client.token}`, accept: 'text/event-stream' },
      signal: closing.signal,
    });
    if (!response.ok || !response.body) throw new Error(`${path}: ${response.status}`);
    const view = new LiveView<T>(closing);
    void view.read(response.body);
    return view;
  }

  close(): void {
    this.closing.abort();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    let text = '';
    try {
      const decoder = new TextDecoder();
      for await (const chunk of body) {
        const frames = (text + decoder.decode(chunk, { stream: true })).split('\n\n');
        text = frames.pop() ?? '';
        for (const frame of frames) {
          const data = /^event: state\ndata: (.*)$/m.exec(frame)?.[1];
          if (data) this.states.push(JSON.parse(data) as T);
        }
      }
    } catch {
      // closed by us, or broken off
    }
    this.ended = true;
  }
}
