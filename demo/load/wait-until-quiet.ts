import { setTimeout as delay } from 'node:timers/promises';
import { STREAMS } from '@guantong/contracts';
import { natsOptions } from '@guantong/messaging';
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';

/** Services tell each other of new units and workers by events; this is how long it may take at most. */
const WITHIN_MS = 120_000;

/** Waits until every event sent so far has been taken in: a post published before would reach half a city. */
export async function waitUntilQuiet(natsUrl: string): Promise<number> {
  const connection = await connect(natsOptions('demo-load', natsUrl));
  try {
    const manager = await jetstreamManager(connection);
    const end = Date.now() + WITHIN_MS;
    let before = await lookAt(manager);
    for (;;) {
      await delay(700);
      const now = await lookAt(manager);
      if (now.waiting === 0 && before.waiting === 0 && now.sent === before.sent) return now.sent;
      if (Date.now() > end) throw new Error(`${now.waiting} events have not been taken in after ${WITHIN_MS / 1000} s`);
      before = now;
    }
  } finally {
    await connection.close();
  }
}

async function lookAt(manager: JetStreamManager): Promise<{ sent: number; waiting: number }> {
  let sent = 0;
  let waiting = 0;
  for (const { name } of STREAMS) {
    sent += (await manager.streams.info(name)).state.last_seq;
    for await (const consumer of manager.consumers.list(name)) {
      if (consumer.config.durable_name) waiting += consumer.num_pending + consumer.num_ack_pending;
    }
  }
  return { sent, waiting };
}
