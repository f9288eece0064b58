import { type Envelope, type EventDefinition, subjectOf, type UnitTier } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { currentContext, newId, newTraceparent } from '@guantong/platform';
import { Injectable } from '@nestjs/common';

export interface OutgoingEvent<T extends object = object> {
  data: T;
  /** Id of the aggregate it is about; required for state. */
  aggregateId?: string;
  /** Required for tiered events. */
  tier?: UnitTier;
}

/** The only way to send an event: a row in the sender's own database, in the transaction of the change it tells of. */
@Injectable()
export class Outbox {
  /** The event is sent if, and only if, `tx` commits. Resolves to its id. */
  async add<T extends object>(tx: Tx, definition: EventDefinition<T>, event: OutgoingEvent<T>): Promise<string> {
    const [id] = await this.addAll(tx, definition, [event]);
    return id as string;
  }

  /** Many events of one kind, in one statement. */
  async addAll<T extends object>(
    tx: Tx,
    definition: EventDefinition<T>,
    events: readonly OutgoingEvent<T>[],
  ): Promise<string[]> {
    if (events.length === 0) return [];
    const context = currentContext();
    const traceparent = context?.traceparent ?? newTraceparent();
    const ids = events.map(() => newId());
    const [clock] = await tx.query<{ now: string }>(`select to_json(clock_timestamp())#>>'{}' as now`);
    const envelopes = events.map((event, i): string => {
      const id = ids[i] as string;
      const envelope: Envelope<T> = {
        specversion: '1.0',
        id,
        source: definition.service,
        type: definition.subject,
        time: clock?.now ?? '',
        ...(event.aggregateId && { subject: event.aggregateId }),
        correlationid: context?.correlationId ?? id,
        ...(context?.causationId && { causationid: context.causationId }),
        ...(context?.actorId && { actorid: context.actorId }),
        data: event.data,
      };
      return JSON.stringify(envelope);
    });
    await tx.query(
      `insert into outbox (id, subject, type, envelope, traceparent, correlation_id)
       select e.id, e.subject, $4, e.envelope, $5, coalesce($6, e.id::text)
         from unnest($1::uuid[], $2::text[], $3::text[]) as e (id, subject, envelope)`,
      [
        ids,
        events.map((e) =>
          subjectOf(definition, { ...(e.tier && { tier: e.tier }), ...(e.aggregateId && { id: e.aggregateId }) }),
        ),
        envelopes,
        definition.subject,
        traceparent,
        context?.correlationId ?? null,
      ],
    );
    // Delivered to listeners at commit, and only then. Folded into one per transaction by PostgreSQL.
    await tx.query(`select pg_notify('outbox', '')`);
    return ids;
  }
}
