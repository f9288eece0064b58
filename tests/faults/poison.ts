import { randomUUID } from 'node:crypto';
import {
  allEvents,
  type Envelope,
  type EventDefinition,
  filterOf,
  isState,
  type ServiceName,
} from '@guantong/contracts';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, headers } from '@nats-io/transport-node';

export const POISONS = [
  { kind: 'empty', reason: /: empty message$/ },
  { kind: 'not JSON', reason: /: not JSON$/ },
  { kind: 'not UTF-8', reason: /: not JSON$/ },
  { kind: 'wrong types', reason: /: wrong data: data\./ },
  { kind: 'unknown version', reason: /: unknown type or version/ },
  { kind: '900 KB', reason: /: too large: 9\d{5} bytes/ },
  { kind: 'nested 50,000 deep', reason: /^RangeError/ },
  { kind: 'a NUL in a header', reason: /: not JSON$/ },
] as const;
export type PoisonKind = (typeof POISONS)[number]['kind'];

/** Events that somebody must handle. */
export const handledEvents = (): EventDefinition[] => allEvents().filter((event) => event.consumers.length > 0);

export interface SentPoison {
  subject: string;
  kind: PoisonKind;
  /** The services whose handlers get it. */
  consumers: readonly ServiceName[];
}

/**
 * Puts every kind of poison on the subject of every event that somebody handles. What is wrong with it is all that is
 * wrong: where a message has data, they are those of the last real message of its kind.
 */
export async function poisonEverySubject(natsUrl: string): Promise<SentPoison[]> {
  const connection = await connect({ servers: natsUrl });
  try {
    const js = jetstream(connection);
    const jsm = await jetstreamManager(connection, { checkAPI: false });
    const sent: SentPoison[] = [];
    for (const event of handledEvents()) {
      const stream = isState(event) ? 'STATE' : 'EVENTS';
      const real = await jsm.streams.getMessage(stream, { last_by_subj: filterOf(event) });
      if (!real) throw new Error(`no ${event.subject} was ever sent, so there is nothing to make poison of`);
      for (const { kind } of POISONS) {
        // of state, the stream keeps one message per subject
        const subject = isState(event) ? `${event.subject}.${randomUUID()}` : real.subject;
        const h = headers();
        h.set('Nats-Msg-Id', randomUUID());
        if (kind === 'a NUL in a header') h.set('x-correlation-id', 'a\u0000b');
        await js.publish(subject, poison(kind, real.json<Envelope<Record<string, unknown>>>()), { headers: h });
        sent.push({ subject, kind, consumers: event.consumers });
      }
    }
    return sent;
  } finally {
    await connection.close();
  }
}

function poison(kind: PoisonKind, real: Envelope<Record<string, unknown>>): Uint8Array {
  const bytes = (value: object) => Buffer.from(JSON.stringify(value));
  const fresh = { ...real, id: randomUUID() };
  switch (kind) {
    case 'empty':
      return new Uint8Array();
    case 'a NUL in a header':
      return Buffer.from(`${fresh.id} is not JSON either`);
    case 'not JSON':
      return Buffer.from(`{"specversion":"1.0","id":"${fresh.id}","data":{`);
    case 'not UTF-8':
      return Buffer.concat([bytes(fresh), Buffer.from([0xff, 0xfe])]);
    case 'wrong types':
      return bytes({ ...fresh, data: Object.fromEntries(Object.keys(real.data).map((key) => [key, { wrong: true }])) });
    case 'unknown version':
      return bytes({ ...fresh, type: real.type.replace(/\.v1$/, '.v99') });
    case '900 KB':
      return bytes({ ...fresh, data: { ...real.data, padding: 'x'.repeat(900_000) } });
    default: // nested 50,000 deep
      return Buffer.from(
        `${JSON.stringify({ ...fresh, data: real.data }).slice(0, -2)},"deep":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
      );
  }
}
