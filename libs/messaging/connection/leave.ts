import { settleWithin } from '@guantong/platform';
import type { NatsConnection } from '@nats-io/transport-node';

/** How long the broker may take to receive what is still buffered, ms. */
const DRAIN_MS = 3000;

/** Sends what is buffered and closes. With the broker away there is nobody to send it to, and it only closes. */
export async function leave(connection: NatsConnection): Promise<void> {
  if (connection.isClosed()) return;
  const drained = connection.drain().catch(() => connection.close());
  if (!(await settleWithin([drained], DRAIN_MS))) await settleWithin([connection.close()], DRAIN_MS);
}
