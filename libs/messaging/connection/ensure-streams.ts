import { allEvents, filterOf, STREAMS, type StreamDefinition, streamsFor } from '@guantong/contracts';
import {
  DiscardPolicy,
  JetStreamApiError,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';

/** The broker drops a message whose Nats-Msg-Id it has stored within this time. We are right without it; it saves work. */
const DUPLICATE_WINDOW_MS = 120_000;
const NAME_IN_USE_WITH_OTHER_SETTINGS = 10_058;

/** Creates the streams that are missing and brings the others to what is declared. Harmless to repeat. */
export async function ensureStreams(jsm: JetStreamManager, replicas: number): Promise<void> {
  await Promise.all(STREAMS.map((stream) => ensureStream(jsm, stream, replicas)));
}

async function ensureStream(jsm: JetStreamManager, stream: StreamDefinition, replicas: number): Promise<void> {
  const changeable = {
    subjects: [...stream.subjects],
    max_age: nanos(stream.maxAgeMs),
    max_msgs_per_subject: stream.maxMessagesPerSubject || -1,
    duplicate_window: nanos(DUPLICATE_WINDOW_MS),
    discard: DiscardPolicy.Old,
    num_replicas: replicas,
  };
  try {
    await jsm.streams.add({
      name: stream.name,
      retention: RetentionPolicy.Limits,
      storage: StorageType.File,
      ...changeable,
    });
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== NAME_IN_USE_WITH_OTHER_SETTINGS) throw error;
    await jsm.streams.update(stream.name, changeable);
  }
}

/** @throws when an event's subject would be stored by no stream (it could never be sent) or by two (stored twice) */
export function assertEverySubjectIsCovered(): void {
  for (const event of allEvents()) {
    const covering = streamsFor(filterOf(event).replace('*', 'x'));
    if (covering.length !== 1) {
      throw new Error(
        `${event.subject} is covered by ${covering.length} streams, must be 1; see libs/contracts/streams.ts`,
      );
    }
  }
}
