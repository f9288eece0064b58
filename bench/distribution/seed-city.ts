import type { Sql } from '@guantong/persistence';

export interface CitySize {
  districts: number;
  directs: number;
  unions: number;
  workersPerUnion: number;
  /** Also a row per worker in worker_mirror; slow for millions, and needed only for audiences and for the unreached. */
  workerRows: boolean;
}

/** A city straight into this service's mirrors, set-based: membership is not measured here. Gives the city's id. */
export async function seedCity(sql: Sql, size: CitySize): Promise<string> {
  await sql.query(`create temp table seed (level int, i int, unit_id uuid, primary key (level, i))`);
  const counts = [1, size.districts, size.directs, size.unions];
  for (const [level, n] of counts.entries()) {
    await sql.query(`insert into seed select $1, i, uuidv7() from generate_series(0, $2::int - 1) i`, [level, n]);
  }
  await sql.query(
    `insert into unit_mirror (unit_id, tier, kind, name, short_name, parent_id, path, status, revision)
     with recursive tree as (
       select s.level, s.i, s.unit_id, null::uuid as parent_id, array[s.unit_id] as path from seed s where level = 0
       union all
       select s.level, s.i, s.unit_id, t.unit_id, t.path || s.unit_id
         from tree t join seed s on s.level = t.level + 1 and s.i % ($1::int[])[t.level + 1] = t.i)
     select unit_id, ('{CITY,DISTRICT,DIRECT,GRASSROOTS}'::text[])[level + 1], 'x', 'Union ' || level || '-' || i, 'U' || i,
            parent_id, path, 'ACTIVE', 1 from tree`,
    [counts],
  );
  await sql.query(
    `insert into unit_members (unit_id, slots, active, active_count, worker_count, revision_sum)
     select unit_id, $1::int, repeat('1', $1::int)::bit varying, $1, $1, $1 from seed where level = 3`,
    [size.workersPerUnion],
  );
  if (size.workerRows) {
    await sql.query(
      `insert into worker_mirror select uuidv7(), s.unit_id, n, case when n % 3 = 0 then 'F' else 'M' end, 1960 + n % 45,
         'lower_secondary', 'migrant', true, 'ACTIVE', 1
         from seed s, generate_series(0, $1::int - 1) n where s.level = 3`,
      [size.workersPerUnion],
    );
  }
  const [city] = await sql.query<{ unit_id: string }>(`select unit_id from seed where level = 0`);
  await sql.query(`drop table seed`);
  if (!city) throw new Error('no city');
  return city.unit_id;
}
