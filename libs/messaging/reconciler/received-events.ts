import type { MissingEventsAnswer, MissingEventsRequest } from '@guantong/contracts';
import { filterOf, streamFor } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { Broker } from '../connection/broker.js';
import { HandlerRegistry, type RegisteredHandler } from '../consumer/handler-registry.js';

/** The receiving side of the reconciler: what of somebody's events this service has. */
@Injectable()
export class ReceivedEvents {
  constructor(
    private readonly database: Database,
    private readonly registry: HandlerRegistry,
    private readonly broker: Broker,
  ) {}

  async missing({ type, ids }: MissingEventsRequest): Promise<MissingEventsAnswer> {
    const handlers = this.registry.ofType(type);
    if (handlers.length === 0) return { handled: false, missing: [], settledUpTo: null };
    // Before looking into the tables: what is settled by then is in them.
    const settledUpTo = await this.settledUpTo(handlers).catch(() => null);
    const rows = await this.database.query<{ id: string }>(
      `select e.id from unnest($2::uuid[]) as e (id) where exists (
         select from unnest($1::text[]) as h (consumer)
          where not exists (select from processed_message p where p.consumer = h.consumer and p.event_id = e.id)
            and not exists (select from dead_letter d where d.consumer = h.consumer and d.message_key = e.id::text))`,
      [handlers.map((h) => h.durable), ids],
    );
    return { handled: true, missing: rows.map((row) => row.id), settledUpTo };
  }

  private async settledUpTo(handlers: readonly RegisteredHandler[]): Promise<number | null> {
    if (!this.broker.isConnected()) return null;
    const { jsm } = await this.broker.ready();
    const floors = await Promise.all(
      handlers.map(async ({ event, durable }) => {
        const info = await jsm.consumers.info(streamFor(filterOf(event).replace('*', 'x')).name, durable);
        const idle = info.num_pending === 0 && info.num_ack_pending === 0;
        return idle ? Number.MAX_SAFE_INTEGER : info.ack_floor.stream_seq;
      }),
    );
    return Math.min(...floors);
  }
}
