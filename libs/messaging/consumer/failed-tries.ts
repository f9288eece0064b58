import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** How often each message has failed at each handler of this service, over all replicas and restarts. */
@Injectable()
export class FailedTries {
  constructor(private readonly database: Database) {}

  /** Notes one more. @returns how many it are now */
  async add(consumer: string, messageKey: string, reason: string): Promise<number> {
    const [row] = await this.database.query<{ tries: number }>(
      `insert into failed_try (consumer, message_key, tries, last_error) values ($1, $2, 1, $3)
       on conflict (consumer, message_key)
       do update set tries = failed_try.tries + 1, last_error = excluded.last_error, last_at = now()
       returning tries`,
      [consumer, messageKey, reason],
    );
    return row?.tries ?? 1;
  }

  async forget(consumer: string, messageKey: string): Promise<void> {
    await this.database.query(`delete from failed_try where consumer = $1 and message_key = $2`, [
      consumer,
      messageKey,
    ]);
  }
}
