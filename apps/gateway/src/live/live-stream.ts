import { Readable } from 'node:stream';

/**
 * A text/event-stream. Only states are sent, so a slow reader is never queued for: while it has not taken the last
 * frame, newer ones replace each other.
 */
export class LiveStream extends Readable {
  private wanted = false;
  private waiting: string | undefined;

  override _read(): void {
    this.wanted = true;
    if (this.waiting === undefined) return;
    const frame = this.waiting;
    this.waiting = undefined;
    this.offer(frame);
  }

  /** `id` comes back as Last-Event-ID when the browser connects again. */
  sendState(id: string, json: string): void {
    this.offer(`id: ${id}\nevent: state\ndata: ${json}\n\n`);
  }

  /** A comment, so that proxies keep the connection open, and so that a dead one is noticed. */
  heartbeat(): void {
    if (this.waiting === undefined) this.offer(': alive\n\n');
  }

  /** The last frame: why it ends, with a code of the catalogue. Whatever waited is dropped. */
  finish(code: string): void {
    if (this.destroyed || this.readableEnded) return;
    this.waiting = undefined;
    this.push(`event: end\ndata: ${JSON.stringify({ code })}\n\n`);
    this.push(null);
  }

  private offer(frame: string): void {
    if (this.destroyed || this.readableEnded) return;
    if (!this.wanted) {
      this.waiting = frame;
      return;
    }
    this.wanted = false;
    this.push(frame);
  }
}
