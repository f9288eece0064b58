import { filterOf, isState, streamFor } from '@guantong/contracts';
import { AckPolicy, type ConsumerInfo, DeliverPolicy, type JetStreamManager } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { RegisteredHandler } from './handler-registry.js';

/** A message in the hands of a process that died comes again after this, ms. While we work on one we say so. */
export const ACK_WAIT_MS = 10_000;
/**
 * Delivered and not yet settled, over all replicas. Messages that wait for their next try count, so it is far above
 * what is worked on at once: a run of failing ones must not stop the good ones behind them.
 */
const MAX_ACK_PENDING = 10_000;

/** Creates or updates the durable consumer of a handler. Its stream must exist. */
export function ensureConsumer(jsm: JetStreamManager, handler: RegisteredHandler): Promise<ConsumerInfo> {
  const filter = filterOf(handler.event);
  return jsm.consumers.add(streamFor(filter.replace('*', 'x')).name, {
    durable_name: handler.durable,
    filter_subject: filter,
    ack_policy: AckPolicy.Explicit,
    // A consumer that is created anew (lost store, deleted by hand) starts from the beginning: what was done is in
    // processed_message, which is kept longer than the stream.
    deliver_policy: isState(handler.event) ? DeliverPolicy.LastPerSubject : DeliverPolicy.All,
    ack_wait: nanos(ACK_WAIT_MS),
    max_deliver: -1, // tries are counted here: what the broker gives up on is silently never seen again
    max_ack_pending: MAX_ACK_PENDING,
  });
}
