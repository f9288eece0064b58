import type { Database } from '@guantong/persistence';

/** A statement that fills tables for a test, without the services' five seconds: on a busy machine it may take a minute. */
export async function fillTables(database: Database, sql: string, values: readonly unknown[] = []): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query('set local statement_timeout = 0');
    await tx.query(sql, values);
  });
}
