import { fail, type ReplayAnswer } from '@guantong/contracts';
import { Injectable } from '@nestjs/common';
import { EventProcessor } from '../consumer/event-processor.js';
import { FailedTries } from '../consumer/failed-tries.js';
import { reasonOf } from '../consumer/failure.js';
import { HandlerRegistry } from '../consumer/handler-registry.js';
import { readEvent } from '../consumer/read-event.js';
import { DeadLetters } from './dead-letters.js';

/** Gives a dead letter to its handler once more, on the very path that a message from the broker takes. */
@Injectable()
export class ReplayDeadLetter {
  constructor(
    private readonly deadLetters: DeadLetters,
    private readonly registry: HandlerRegistry,
    private readonly processor: EventProcessor,
    private readonly failedTries: FailedTries,
  ) {}

  async run(id: string): Promise<ReplayAnswer> {
    const stored = await this.deadLetters.message(id);
    if (!stored) throw fail('NOT_FOUND');
    const handler = this.registry.byDurable(stored.consumer);
    if (!handler) return { outcome: 'FAILED', reason: `there is no handler ${stored.consumer} any more` };
    try {
      const { traceparent } = stored.headers;
      const event = { envelope: readEvent(handler.event, stored.payload), ...(traceparent && { traceparent }) };
      const done = await this.processor.process(handler, [event]);
      // Dying here leaves it open; the next replay finds the event processed and closes it.
      await this.deadLetters.markReplayed(id);
      await this.failedTries.forget(stored.consumer, stored.messageKey);
      return { outcome: done.length > 0 ? 'DONE' : 'ALREADY_DONE', reason: null };
    } catch (error) {
      return { outcome: 'FAILED', reason: reasonOf(error) };
    }
  }
}
