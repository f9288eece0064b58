import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** Partitions are made so many months ahead. */
const MONTHS_AHEAD = 3;

@Injectable()
export class ReceiptLogRepository {
  constructor(private readonly database: Database) {}

  /**
   * A partition per month (by UTC) for the months to come. Only future ones: attaching one has to prove that the
   * default partition holds nothing of its month.
   */
  async makePartitions(): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtext('distribution.receipt-log'))`);
      const months = await tx.query<{ ddl: string }>(
        `select format('create table if not exists receipt_log_%s partition of receipt_log for values from (%L) to (%L)',
                  to_char(m, 'YYYY_MM'), m || ' UTC', (m + interval '1 month') || ' UTC') as ddl
           from generate_series(1, $1::int) as n,
                lateral (select date_trunc('month', now() at time zone 'UTC') + n * interval '1 month' as m) as month`,
        [MONTHS_AHEAD],
      );
      for (const { ddl } of months) await tx.query(ddl); // three at most
    });
  }
}
