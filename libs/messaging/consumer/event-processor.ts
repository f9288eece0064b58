import { setTimeout as delay } from 'node:timers/promises';
import type { Envelope } from '@guantong/contracts';
import { Database, type Tx } from '@guantong/persistence';
import { newRequestContext, runInContext } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import type { RegisteredHandler } from './handler-registry.js';
import { Slots } from './slots.js';

/** Of the connection pool, for all handlers together: a flood of events must leave room for people's requests. */
const SHARE_OF_POOL = 0.6;

export interface ReceivedEvent {
  envelope: Envelope;
  traceparent?: string;
}

/**
 * The effect of an event and the note that it was done, in one transaction. This is what makes an event happen once:
 * not the broker's memory, but a unique key that commits with the effect. A second copy in hand at the same moment
 * waits for the first one's commit and then finds its key.
 */
@Injectable()
export class EventProcessor {
  private readonly slots: Slots;

  constructor(private readonly database: Database) {
    const connections = database.orm.config.get('pool')?.max ?? 10;
    this.slots = new Slots(Math.max(1, Math.floor(connections * SHARE_OF_POOL)));
  }

  /** @returns the events that were new; the others had been done before. All are done together, or none. */
  async process(handler: RegisteredHandler, received: readonly ReceivedEvent[]): Promise<readonly ReceivedEvent[]> {
    return this.slots.within(() => this.transact(handler, received));
  }

  private transact(handler: RegisteredHandler, received: readonly ReceivedEvent[]): Promise<readonly ReceivedEvent[]> {
    return this.database.transaction(async (tx) => {
      const fresh = await this.noteAll(tx, handler.durable, received);
      const [first] = fresh;
      if (!first) return fresh;
      await runInContext(contextOf(first), () => within(handler.options.timeoutMs, this.handle(handler, fresh, tx)));
      return fresh;
    });
  }

  /** Sorted, so that two batches with the same events wait for each other instead of deadlocking. */
  private async noteAll(tx: Tx, consumer: string, received: readonly ReceivedEvent[]): Promise<ReceivedEvent[]> {
    const inserted = await tx.query<{ event_id: string }>(
      `insert into processed_message (consumer, event_id)
       select $1, e.id from unnest($2::uuid[]) as e (id) order by e.id
       on conflict do nothing returning event_id`,
      [consumer, received.map((r) => r.envelope.id)],
    );
    const fresh = new Set(inserted.map((row) => row.event_id));
    return received.filter((r) => fresh.delete(r.envelope.id.toLowerCase()));
  }

  private async handle(
    { instance, options }: RegisteredHandler,
    events: readonly ReceivedEvent[],
    tx: Tx,
  ): Promise<void> {
    const envelopes = events.map((event) => event.envelope);
    if (options.batch > 1 && 'handleBatch' in instance) await instance.handleBatch(envelopes, tx);
    else if ('handle' in instance) for (const envelope of envelopes) await instance.handle(envelope, tx);
    else await instance.handleBatch(envelopes, tx);
  }
}

/** A handler that never ends would keep its place and its connection for ever. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  const abort = new AbortController();
  const late = delay(ms, undefined, { signal: abort.signal }).then(() => {
    throw new Error(`the handler did not end within ${ms} ms`);
  });
  late.catch(() => undefined);
  try {
    await Promise.race([work, late]);
  } finally {
    abort.abort();
  }
}

/** A batch runs in the context of its first event. */
const contextOf = ({ envelope, traceparent }: ReceivedEvent) =>
  newRequestContext({
    correlationId: envelope.correlationid,
    causationId: envelope.id,
    ...(envelope.actorid && { actorId: envelope.actorid }),
    ...(traceparent && { traceparent }),
  });
