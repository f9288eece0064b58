import { IdList, Text } from '../../fields.js';
import { defineQuery } from '../../rpc-definition.js';
import { perService } from './per-service.js';

export class MissingEventsRequest {
  @Text({ about: 'The event definition: evt.content.post.published.v1' }) type: string;
  @IdList({ min: 1, max: 1000 }) ids: string[];
}

export interface MissingEventsAnswer {
  /** False when the service has no handler for the event (yet): nothing can be concluded, ask again later. */
  handled: boolean;
  /** Those that at least one handler has neither processed nor put among its dead letters. */
  missing: string[];
  /**
   * Every message of the stream up to this sequence number had been settled by all handlers when the question was
   * looked into. Missing above it: may still be on its way. Null when the broker could not be asked.
   */
  settledUpTo: number | null;
}

/** Asked by the sender's reconciler (SYSTEM). */
export const MissingEvents = perService((service) =>
  defineQuery<MissingEventsAnswer>()(`${service}.messaging.missing`, MissingEventsRequest),
);
