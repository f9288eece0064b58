import { randomUUID } from 'node:crypto';
import { STREAMS } from '@guantong/contracts';
import { jetstream, jetstreamManager, JetStreamApiError, type StoredMsg } from '@nats-io/jetstream';
import { connect, headers } from '@nats-io/transport-node';

export interface Replay {
  /** Messages that the streams held. */
  stored: number;
  /** Copies that were published. */
  published: number;
  /** What the streams hold after it, before anybody has reacted. */
  storedAfter: number;
}

/** A generator with a seed, so that an order that finds something can be had again (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Publishes every message of every stream again, `times` times, all in one shuffled order, each copy with a broker id
 * of its own, so that the broker takes none for a duplicate. The envelopes, and with them the event ids, stay.
 */
export async function republishEverything(natsUrl: string, { times = 3, seed = 1 } = {}): Promise<Replay> {
  const connection = await connect({ servers: natsUrl });
  try {
    const jsm = await jetstreamManager(connection, { checkAPI: false });
    const js = jetstream(connection);
    const messages: StoredMsg[] = [];
    for (const { name } of STREAMS) {
      const { state } = await jsm.streams.info(name);
      for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
        const message = await jsm.streams.getMessage(name, { seq }).catch(absent);
        if (message) messages.push(message);
      }
    }
    const copies = Array.from({ length: times }, () => messages).flat();
    const next = random(seed);
    for (let i = copies.length - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1));
      [copies[i], copies[j]] = [copies[j] as StoredMsg, copies[i] as StoredMsg];
    }
    for (const message of copies) {
      const fresh = headers();
      for (const name of message.header.keys()) if (name !== 'Nats-Msg-Id') fresh.set(name, message.header.get(name));
      await js.publish(message.subject, message.data, { msgID: `replay-${randomUUID()}`, headers: fresh });
    }
    let storedAfter = 0;
    for (const { name } of STREAMS) storedAfter += (await jsm.streams.info(name)).state.messages;
    return { stored: messages.length, published: copies.length, storedAfter };
  } finally {
    await connection.close();
  }
}

/** Of a stream that keeps only the last message per subject, most numbers are free. */
function absent(error: unknown): null {
  if (error instanceof JetStreamApiError && error.status === 404) return null;
  throw error;
}
