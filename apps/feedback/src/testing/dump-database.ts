import type { Sql } from '@guantong/persistence';

/** Every row of every table as text, for looking for what must not be there. */
export async function dumpDatabase(sql: Sql, { except = [] }: { except?: string[] } = {}): Promise<string> {
  const tables = await sql.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> all ($1::text[])`,
    [except],
  );
  const all = tables
    .map(({ name }) => `select '${name}: ' || to_jsonb(t)::text as line from "${name}" t`)
    .join(' union all ');
  const rows = await sql.query<{ line: string }>(all);
  return rows.map((r) => r.line).join('\n');
}
