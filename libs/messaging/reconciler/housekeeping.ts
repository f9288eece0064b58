import { setTimeout as delay } from 'node:timers/promises';
import { Database } from '@guantong/persistence';
import { Injectable, Logger } from '@nestjs/common';
import { reasonOf } from '../consumer/failure.js';

const HOUR_MS = 3_600_000;
/** Rows per statement: some milliseconds each, so that nobody waits for us. */
const BATCH = 2000;
/** Pause between two batches, ms. */
const PAUSE_MS = 20;

/**
 * What may go, and when. Outbox rows only when every receiver was known to have them, and 7 days after; notes of what
 * was processed after 21 days, longer than any stream keeps a message (14) and than the reconciler asks (14).
 */
const DELETIONS: readonly { what: string; sql: string }[] = [
  {
    what: 'confirmed outbox rows',
    sql: `delete from outbox where id in (
            select id from outbox where confirmed_at < now() - interval '7 days' order by confirmed_at limit ${BATCH})`,
  },
  {
    what: 'notes of processed messages',
    sql: `delete from processed_message where ctid = any(array(
            select ctid from processed_message where processed_at < now() - interval '21 days' limit ${BATCH}))`,
  },
  {
    what: 'counts of failed tries',
    sql: `delete from failed_try where ctid = any(array(
            select ctid from failed_try where last_at < now() - interval '21 days' limit ${BATCH}))`,
  },
  {
    what: 'idempotency keys',
    sql: `delete from idempotency_key where ctid = any(array(
            select ctid from idempotency_key where expires_on < current_date limit ${BATCH}))`,
  },
];

/** Deletes what has served its time, every hour, in small batches. Several replicas doing so at once do no harm. */
@Injectable()
export class Housekeeping {
  private readonly log = new Logger('Housekeeping');
  private readonly leaving = new AbortController();
  private running?: Promise<void>;

  constructor(private readonly database: Database) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.leaving.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.leaving;
    while (!signal.aborted) {
      await this.clean().catch((error: unknown) => this.log.warn(`later: ${reasonOf(error)}`));
      // Not all replicas and services at the same minute.
      await delay(HOUR_MS * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
    }
  }

  async clean(): Promise<void> {
    for (const { what, sql } of DELETIONS) {
      let deleted = 0;
      for (;;) {
        const rows = await this.database.query(`${sql} returning 1`);
        deleted += rows.length;
        if (rows.length < BATCH || this.leaving.signal.aborted) break;
        await delay(PAUSE_MS);
      }
      if (deleted > 0) this.log.log(`deleted ${deleted} ${what}`);
    }
  }
}
