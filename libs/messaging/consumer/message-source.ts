import { setImmediate as tick } from 'node:timers/promises';
import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream';

/** Takes messages off a pull in groups: what has arrived, never waiting for a group to fill up. */
export class MessageSource {
  private readonly iterator: AsyncIterator<JsMsg>;
  private upcoming?: Promise<IteratorResult<JsMsg>>;

  constructor(messages: ConsumerMessages) {
    this.iterator = messages[Symbol.asyncIterator]();
  }

  /** Waits for one, then takes up to `max` in all. Empty when the pull has ended. Rejects when the broker ended it. */
  async take(max: number): Promise<JsMsg[]> {
    const group: JsMsg[] = [];
    while (group.length < max) {
      const next = this.peek();
      const result = group.length === 0 ? await next : await Promise.race([next, tick(undefined)]);
      if (!result) break;
      delete this.upcoming;
      if (result.done) break;
      group.push(result.value);
    }
    return group;
  }

  private peek(): Promise<IteratorResult<JsMsg>> {
    if (!this.upcoming) {
      this.upcoming = this.iterator.next();
      this.upcoming.catch(() => undefined); // it is awaited by a later take()
    }
    return this.upcoming;
  }
}
