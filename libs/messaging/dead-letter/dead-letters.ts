import type { DeadLetterDetail, DeadLetterSummary } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { Injectable } from '@nestjs/common';

export interface NewDeadLetter {
  /** The durable consumer, which is named after the service and the handler's file. */
  consumer: string;
  messageKey: string;
  eventId: string | null;
  subject: string;
  reason: string;
  headers: Record<string, string>;
  payload: Uint8Array;
  /** How often the broker had delivered it. */
  deliveries: number;
}

export interface StoredMessage {
  consumer: string;
  messageKey: string;
  headers: Record<string, string>;
  payload: Buffer;
}

/** PostgreSQL takes no NUL in text or JSON; a message that has one in a header must be listed all the same. */
const storable = (text: string): string => text.replaceAll('\u0000', '\ufffd');

/** A reply must fit into one message of the broker. */
const SHOWN_CHARACTERS = 200_000;

const SUMMARY = `id, consumer, event_id as "eventId", subject, reason, deliveries, octet_length(payload) as bytes,
  to_json(died_at)#>>'{}' as "diedAt", to_json(replayed_at)#>>'{}' as "replayedAt"`;

/** Messages that this service could not handle, kept whole until somebody has seen to them. */
@Injectable()
export class DeadLetters {
  constructor(private readonly database: Database) {}

  /** The same message dying again at the same handler changes nothing. */
  async add(entry: NewDeadLetter): Promise<void> {
    await this.database.query(
      `insert into dead_letter (id, consumer, message_key, event_id, subject, reason, headers, payload, deliveries)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (consumer, message_key) do nothing`,
      [
        newId(),
        entry.consumer,
        entry.messageKey,
        entry.eventId,
        storable(entry.subject),
        entry.reason,
        JSON.stringify(
          Object.fromEntries(Object.entries(entry.headers).map(([name, value]) => [storable(name), storable(value)])),
        ),
        Buffer.from(entry.payload),
        entry.deliveries,
      ],
    );
  }

  /** Oldest first, by primary key. */
  list(options: { replayed: boolean; after?: string; limit: number }): Promise<DeadLetterSummary[]> {
    return this.database.query(
      `select ${SUMMARY} from dead_letter
        where ($1 or replayed_at is null) and ($2::uuid is null or id > $2) order by id limit $3`,
      [options.replayed, options.after ?? null, options.limit],
    );
  }

  async find(id: string): Promise<DeadLetterDetail | undefined> {
    const [row] = await this.database.query<DeadLetterSummary & { headers: Record<string, string>; bin: Buffer }>(
      `select ${SUMMARY}, headers, payload as bin from dead_letter where id = $1`,
      [id],
    );
    if (!row) return undefined;
    const { bin, ...rest } = row;
    return { ...rest, payload: bin.toString('utf8').slice(0, SHOWN_CHARACTERS) };
  }

  async message(id: string): Promise<StoredMessage | undefined> {
    const [row] = await this.database.query<StoredMessage>(
      `select consumer, message_key as "messageKey", headers, payload from dead_letter where id = $1`,
      [id],
    );
    return row;
  }

  async markReplayed(id: string): Promise<void> {
    await this.database.query(`update dead_letter set replayed_at = now() where id = $1 and replayed_at is null`, [id]);
  }

  async countOpen(): Promise<number> {
    const [row] = await this.database.query<{ n: number }>(
      `select count(*)::int as n from dead_letter where replayed_at is null`,
    );
    return row?.n ?? 0;
  }
}
