import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';

/** Every column but the post's id, which is part of the key. */
const columnsOf = async (client: Client, table: string): Promise<string> => {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'post_id'
      order by attnum`,
    [table],
  );
  return rows.map((row) => row.name).join(', ');
};

/**
 * The floor of a fan-out: one INSERT … SELECT of the same relay and delivery rows, committed and synced, into tables of
 * the same shape. `indexes`: 'primary key' alone, or 'all' those the real tables have.
 */
export async function rawFanOut(
  client: Client,
  postId: string,
  runs: number,
  indexes: 'primary key' | 'all',
): Promise<{ ms: number[]; rows: number }> {
  const tables = { relay: 'bench_relay', delivery: 'bench_delivery' };
  const columns: Record<string, string> = {};
  for (const [real, raw] of Object.entries(tables)) {
    columns[real] = await columnsOf(client, real);
    const like = indexes === 'all' ? 'including all' : 'including defaults including constraints including storage';
    const key = indexes === 'all' ? '' : ', primary key (post_id, unit_id)';
    await client.query(`create table ${raw} (like ${real} ${like}${key})`);
  }
  const copy = (real: keyof typeof tables) =>
    `insert into ${tables[real]} (post_id, ${columns[real]}) select $2, ${columns[real]} from ${real} where post_id = $1`;
  const ms: number[] = [];
  let rows = 0;
  // once more than counted: the first pays for the empty tables
  for (let run = 0; run <= runs; run++) {
    const started = performance.now();
    const { rowCount } = await client.query(`with r as (${copy('relay')} returning 1) ${copy('delivery')}`, [
      postId,
      randomUUID(),
    ]);
    if (run > 0) ms.push(performance.now() - started);
    rows = rowCount ?? 0;
  }
  await client.query(`drop table ${Object.values(tables).join(', ')}`);
  return { ms, rows };
}
