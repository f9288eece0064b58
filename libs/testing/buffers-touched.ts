import type { Database, Sql } from '@guantong/persistence';

interface PlanNode {
  'Shared Hit Blocks'?: number;
  'Shared Read Blocks'?: number;
}

/**
 * How many 8 kB pages the queries of `work` look at: a measure of cost that a busy machine does not change. Each query
 * is run, and once more under EXPLAIN ANALYZE.
 */
export async function buffersTouched(sql: Sql, work: (sql: Sql) => Promise<unknown>): Promise<number> {
  let pages = 0;
  await work({
    query: async <R extends object>(text: string, values: readonly unknown[] = []) => {
      const [row] = await sql.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        `explain (analyze, buffers, timing off, format json) ${text}`,
        values,
      );
      const plan = row?.['QUERY PLAN'][0].Plan;
      pages += (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
      return sql.query<R>(text, values);
    },
  });
  return pages;
}

/** The database with every read of it going through `sql`: for repositories that are given a whole database. */
export const readingThrough = (database: Database, sql: Sql): Database =>
  Object.assign(Object.create(database) as Database, {
    query: sql.query,
    hotQuery: <R extends object>(_: string, text: string, values?: readonly unknown[]) => sql.query<R>(text, values),
  });
