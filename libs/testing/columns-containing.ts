import type { Sql } from '@guantong/persistence';

interface Column {
  schema: string;
  table: string;
  column: string;
  type: string;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Bytes hold the words as UTF-8; everything else is looked at as its text, JSON and arrays included. */
const holds = ({ column, type }: Column): string =>
  type === 'bytea'
    ? `position(convert_to($1, 'UTF8') in ${quoted(column)}) > 0`
    : `position($1 in ${quoted(column)}::text) > 0`;

/**
 * Every column of the service's database in which `canary` stands, as `table.column`, sorted. Looks through all tables,
 * the shared ones (outbox, dead letters, idempotency keys) and each partition included. An empty list: it is nowhere.
 */
export async function columnsContaining(database: Sql, canary: string): Promise<string[]> {
  const columns = await database.query<Column>(
    `select n.nspname as schema, c.relname as table, a.attname as column, t.typname as type
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       join pg_type t on t.oid = a.atttypid
      where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
        and t.typname not in ('bool', 'int2', 'int4', 'int8', 'float4', 'float8', 'bit', 'varbit', 'timestamptz', 'date')
      order by 1, 2, 3`,
  );
  if (columns.length === 0) throw new Error('no column was looked at');
  // One statement for all of them: a database of a service has some hundred columns.
  const found = await database.query<{ place: string }>(
    `${columns
      .map(
        (c) =>
          `select '${`${c.table}.${c.column}`.replaceAll("'", "''")}' as place where exists (
             select from ${quoted(c.schema)}.${quoted(c.table)} where ${holds(c)})`,
      )
      .join(' union all ')} order by place`,
    [canary],
  );
  return found.map((row) => row.place);
}
