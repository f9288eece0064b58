import { Database } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { Injectable } from '@nestjs/common';

export interface DeadLetterEntry {
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

/** Messages that this service could not handle, kept whole until somebody has seen to them. */
@Injectable()
export class DeadLetters {
  constructor(private readonly database: Database) {}

  /** The same message dying again at the same handler changes nothing. */
  async add(entry: DeadLetterEntry): Promise<void> {
    await this.database.query(
      `insert into dead_letter (id, consumer, message_key, event_id, subject, reason, headers, payload, deliveries)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (consumer, message_key) do nothing`,
      [
        newId(),
        entry.consumer,
        entry.messageKey,
        entry.eventId,
        entry.subject,
        entry.reason,
        JSON.stringify(entry.headers),
        Buffer.from(entry.payload),
        entry.deliveries,
      ],
    );
  }
}
