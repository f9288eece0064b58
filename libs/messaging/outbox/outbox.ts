import {
  type Envelope,
  type EventDefinition,
  fail,
  isState,
  MAX_EVENT_BYTES,
  subjectOf,
  type UnitTier,
} from '@guantong/contracts';
import { prepared, type Tx } from '@guantong/persistence';
import { currentContext, newId, newTraceparent, type RequestContext } from '@guantong/platform';
import { Injectable, Optional } from '@nestjs/common';
import { OutboxWake } from './outbox-wake.js';

export interface OutgoingEvent<T extends object = object> {
  data: T;
  /** Id of the aggregate it is about; required for state. */
  aggregateId?: string;
  /** Required for tiered events. */
  tier?: UnitTier;
}

/** Rows per statement: some megabytes of parameters at most. */
const CHUNK = 2000;

/** The only way to send an event: a row in the sender's own database, in the transaction of the change it tells of. */
@Injectable()
export class Outbox {
  constructor(@Optional() private readonly publisher?: OutboxWake) {}

  /** The event is sent if, and only if, `tx` commits. Resolves to its id. */
  async add<T extends object>(tx: Tx, definition: EventDefinition<T>, event: OutgoingEvent<T>): Promise<string> {
    const [id] = await this.addAll(tx, definition, [event]);
    return id as string;
  }

  /**
   * Many events of one kind, in one statement for every 2,000.
   *
   * @throws PAYLOAD_TOO_LARGE when one is beyond MAX_EVENT_BYTES
   */
  async addAll<T extends object>(
    tx: Tx,
    definition: EventDefinition<T>,
    events: readonly OutgoingEvent<T>[],
  ): Promise<string[]> {
    const context = currentContext();
    const ids: string[] = [];
    for (let from = 0; from < events.length; from += CHUNK) {
      const rows = events.slice(from, from + CHUNK).map((event) => rowOf(definition, event, context));
      await insert(tx, definition, rows, context);
      for (const row of rows) ids.push(row.id);
    }
    if (ids.length > 0) tx.afterCommit(() => this.publisher?.wake());
    return ids;
  }
}

interface NewRow {
  id: string;
  subject: string;
  /** The envelope's JSON up to the time, and after it: the time comes from the database's clock. */
  head: string;
  tail: string;
  revision: number | null;
}

function rowOf<T extends object>(
  definition: EventDefinition<T>,
  event: OutgoingEvent<T>,
  context?: RequestContext,
): NewRow {
  const id = newId();
  const before = { specversion: '1.0', id, source: definition.service, type: definition.subject } satisfies Partial<
    Envelope<T>
  >;
  const after = {
    ...(event.aggregateId && { subject: event.aggregateId }),
    correlationid: context?.correlationId ?? id,
    ...(context?.causationId && { causationid: context.causationId }),
    ...(context?.actorId && { actorid: context.actorId }),
    data: event.data,
  } satisfies Partial<Envelope<T>>;
  const head = `${JSON.stringify(before).slice(0, -1)},"time":`;
  const tail = `,${JSON.stringify(after).slice(1)}`;
  const bytes = Buffer.byteLength(head) + Buffer.byteLength(tail) + 40;
  if (bytes > MAX_EVENT_BYTES) throw fail('PAYLOAD_TOO_LARGE');
  const subject = subjectOf(definition, {
    ...(event.tier && { tier: event.tier }),
    ...(event.aggregateId && { id: event.aggregateId }),
  });
  return { id, subject, head, tail, revision: isState(definition) ? revisionOf(definition, event.data) : null };
}

function revisionOf(definition: EventDefinition, data: object): number {
  const revision: unknown = 'revision' in data ? data.revision : undefined;
  if (typeof revision !== 'number') throw new Error(`${definition.subject}: state must carry a revision`);
  return revision;
}

/** JSON never has this sign in it as it is: what is below U+0020 is written as \u001e. */
const BETWEEN = '\u001e';

const INSERT = prepared(
  'outbox-insert',
  `insert into outbox (id, subject, type, envelope, traceparent, correlation_id, revision)
   select e.id, e.subject, $6, e.head || to_json(clock_timestamp())::text || e.tail, $7, coalesce($8, e.id::text), e.revision
     from unnest($1::uuid[], $2::text[], string_to_array($3, $9), string_to_array($4, $9), $5::bigint[])
       as e (id, subject, head, tail, revision)`,
);

async function insert(
  tx: Tx,
  definition: EventDefinition,
  rows: readonly NewRow[],
  context?: RequestContext,
): Promise<void> {
  await tx.query(INSERT, [
    rows.map((row) => row.id),
    rows.map((row) => row.subject),
    // as elements of an array the driver would put a backslash before each quotation mark: twice the text, and slow
    rows.map((row) => row.head).join(BETWEEN),
    rows.map((row) => row.tail).join(BETWEEN),
    rows.map((row) => row.revision),
    definition.subject,
    context?.traceparent ?? newTraceparent(),
    context?.correlationId ?? null,
    BETWEEN,
  ]);
}
