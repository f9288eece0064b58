import type { UnitTier } from '@guantong/contracts';
import type { Sql } from '@guantong/persistence';

export interface LargeTree {
  /** Districts by number; the first has `direct` × `grassroots` units below, as the others. */
  districts: string[];
}

/**
 * Below the city that is there: so many districts, direct unions in each and grassroots unions in each of those, with so
 * many workers each; straight into the database.
 */
export async function buildLargeTree(
  sql: Sql,
  cityId: string,
  size: { districts: number; direct: number; grassroots: number; workers: number },
): Promise<LargeTree> {
  const level = async (tier: UnitTier, kind: string, name: string, above: UnitTier, each: number, workers = 0) => {
    const rows = await sql.query<{ id: string }>(
      `insert into unit (id, code, tier, kind, name, short_name, parent_id, path, worker_count, next_slot, initials)
       select n.id, p.code || '-' || n.i, $1, $2, $3 || p.code || n.i, $3 || n.i, p.id, p.path || n.id, $6::int, $6::int, 'x'
         from unit p, lateral (select uuidv7() as id, i from generate_series(1, $5::int) i where p.id is not null) n
        where p.tier = $4
       returning id`,
      [tier, kind, name, above, each, workers],
    );
    return rows.map((row) => row.id);
  };
  const districts = await level('DISTRICT', 'district_union', '区总工会', 'CITY', size.districts);
  await level('DIRECT', 'street_township', '街道总工会', 'DISTRICT', size.direct);
  await level('GRASSROOTS', 'enterprise', '企业工会', 'DIRECT', size.grassroots, size.workers);
  if (size.workers > 0) {
    await sql.query(
      `insert into worker (id, unit_id, slot, name, sex, birth_date, schooling, employment_form, has_smartphone, trade)
       select uuidv7(), u.id, n, '某人', 'F', '1980-01-01', 'primary', 'migrant', true, '普工'
         from unit u, generate_series(0, $1::int - 1) n where u.tier = 'GRASSROOTS' and u.path @> array[$2::uuid]`,
      [size.workers, cityId],
    );
  }
  await sql.query('analyze unit');
  await sql.query('analyze worker');
  return { districts };
}
