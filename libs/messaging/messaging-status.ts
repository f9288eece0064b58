import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { DeadLetters } from './dead-letter/dead-letters.js';

export interface OutboxLag {
  /** Committed and not yet at the broker. */
  unpublished: number;
  /** Age of the oldest of them, seconds; 0 when there is none. */
  oldestSeconds: number;
  /** At the broker, and not yet known to be with every receiver. */
  unconfirmed: number;
}

/** Figures for /metrics and for operators. */
@Injectable()
export class MessagingStatus {
  constructor(
    private readonly database: Database,
    private readonly deadLetters: DeadLetters,
  ) {}

  /** Two partial indexes that are nearly empty in a healthy service. */
  async outboxLag(): Promise<OutboxLag> {
    const [row] = await this.database.query<OutboxLag>(
      `select (select count(*)::int from outbox where published_at is null) as unpublished,
              (select coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8
                 from outbox where published_at is null) as "oldestSeconds",
              (select count(*)::int from outbox where published_at is not null and confirmed_at is null) as unconfirmed`,
    );
    return row ?? { unpublished: 0, oldestSeconds: 0, unconfirmed: 0 };
  }

  openDeadLetters(): Promise<number> {
    return this.deadLetters.countOpen();
  }

  /** Failed tries of the last day, per handler. */
  async failedTries(): Promise<{ consumer: string; tries: number }[]> {
    return this.database.query(
      `select consumer, sum(tries)::int as tries from failed_try where last_at > now() - interval '1 day' group by consumer`,
    );
  }
}
