import type { Digest, Scope, UnitStateV1 } from '@guantong/contracts';
import { scopeSql, scopeValues, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** A unit as this service knows it. */
export type MirroredUnit = UnitStateV1;

/** A unit whose row is not what membership says, and the revision of our row (null: we have none). */
export interface DifferingUnit {
  unitId: string;
  ownRevision: number | null;
}

const AS_UNIT = `json_build_object(
  'unitId', m.unit_id, 'tier', m.tier, 'kind', m.kind, 'name', m.name, 'shortName', m.short_name,
  'parentId', m.parent_id, 'path', m.path, 'status', m.status, 'revision', m.revision) as unit`;

/** The only writer of `unit_mirror`. Services join the table in their own SQL. */
@Injectable()
export class UnitMirrorRepository {
  /**
   * Takes over what is newer than our row, whatever the order and however often: one statement for the whole batch,
   * sorted by id so that two batches never lock each other out. Resolves to the number of rows changed.
   */
  async upsert(sql: Sql, units: readonly UnitStateV1[]): Promise<number> {
    if (units.length === 0) return 0;
    const changed = await sql.query(`${INSERT} where excluded.revision > unit_mirror.revision returning 1`, [
      toRows(units),
    ]);
    return changed.length;
  }

  /** One unit by id, whoever asks. Only for work on behalf of the system. */
  async find(sql: Sql, unitId: string): Promise<MirroredUnit | undefined> {
    return (await this.findAll(sql, [unitId]))[0];
  }

  /** Units by id, whoever asks; the unknown are left out. Only for work on behalf of the system, and for names on a path. */
  async findAll(sql: Sql, unitIds: readonly string[]): Promise<MirroredUnit[]> {
    const rows = await sql.query<{ unit: MirroredUnit }>(
      `select ${AS_UNIT} from unit_mirror m where m.unit_id = any($1::uuid[]) order by m.unit_id`,
      [unitIds],
    );
    return rows.map((row) => row.unit);
  }

  /** A unit that exists, is active, has no successor and lies within the scope; undefined in all other cases alike. */
  async findActiveInScope(sql: Sql, unitId: string, scope: Scope): Promise<MirroredUnit | undefined> {
    const rows = await sql.query<{ unit: MirroredUnit }>(
      `select ${AS_UNIT} from unit_mirror m
        where m.unit_id = $1 and m.status = 'ACTIVE' and ${scopeSql('m.unit_id', 'm.path', 2)}
          and not exists (select from unit_succession s where s.from_unit_id = m.unit_id)`,
      [unitId, ...scopeValues(scope)],
    );
    return rows[0]?.unit;
  }

  async digest(sql: Sql): Promise<Digest> {
    const [row] = await sql.query<{ count: string; sum: string }>(
      `select count(*) as count, coalesce(sum(revision), 0) as sum from unit_mirror`,
    );
    return { count: Number(row?.count), revisionSum: Number(row?.sum) };
  }

  /**
   * Compares one page of membership's (id, revision), ordered by id, with our rows between `after` (exclusive) and
   * the page's last id, or without an upper bound when it is the last page. Both sides are read in index order.
   */
  async differing(
    sql: Sql,
    page: readonly (readonly [id: string, revision: number])[],
    after: string | null,
    isLast: boolean,
  ): Promise<DifferingUnit[]> {
    const upTo = isLast ? null : (page.at(-1)?.[0] ?? null);
    const rows = await sql.query<{ unit_id: string; revision: string | null }>(
      `select coalesce(m.unit_id, t.unit_id) as unit_id, m.revision
         from unnest($1::uuid[], $2::bigint[]) as t (unit_id, revision)
         full join (select unit_id, revision from unit_mirror
                     where ($3::uuid is null or unit_id > $3) and ($4::uuid is null or unit_id <= $4)) as m
              on m.unit_id = t.unit_id
        where m.revision is distinct from t.revision
        order by 1`,
      [page.map(([id]) => id), page.map(([, revision]) => revision), after, upTo],
    );
    return rows.map((row) => ({
      unitId: row.unit_id,
      ownRevision: row.revision === null ? null : Number(row.revision),
    }));
  }

  /**
   * Puts membership's word in the place of rows that are ahead of it (it was restored from a backup). Guarded by the
   * revision we saw before we asked: a row that has changed since is left alone.
   */
  async replace(sql: Sql, units: readonly UnitStateV1[], seen: ReadonlyMap<string, number>): Promise<number> {
    if (units.length === 0) return 0;
    const changed = await sql.query(
      `${INSERT} where unit_mirror.revision = ($2::jsonb ->> unit_mirror.unit_id::text)::bigint returning 1`,
      [toRows(units), JSON.stringify(Object.fromEntries(units.map((u) => [u.unitId, seen.get(u.unitId) ?? 0])))],
    );
    return changed.length;
  }

  /** Takes out rows that membership does not know, unless they have changed since we looked. */
  async remove(sql: Sql, unitIds: readonly string[], seen: ReadonlyMap<string, number>): Promise<number> {
    if (unitIds.length === 0) return 0;
    const gone = await sql.query(
      `delete from unit_mirror m using unnest($1::uuid[], $2::bigint[]) as s (unit_id, revision)
        where m.unit_id = s.unit_id and m.revision = s.revision returning 1`,
      [unitIds, unitIds.map((id) => seen.get(id) ?? 0)],
    );
    return gone.length;
  }
}

/** From JSON, because `unnest` cannot take apart arrays of arrays of different lengths. */
const INSERT = `
  insert into unit_mirror (unit_id, tier, kind, name, short_name, parent_id, path, status, revision)
  select distinct on (unit_id) unit_id, tier, kind, name, short_name, parent_id, path, status, revision
    from json_to_recordset($1::json) as u (unit_id uuid, tier text, kind text, name text, short_name text,
                                           parent_id uuid, path uuid[], status text, revision bigint)
   order by unit_id, revision desc
  on conflict (unit_id) do update
     set tier = excluded.tier, kind = excluded.kind, name = excluded.name, short_name = excluded.short_name,
         parent_id = excluded.parent_id, path = excluded.path, status = excluded.status, revision = excluded.revision`;

const toRows = (units: readonly UnitStateV1[]): string =>
  JSON.stringify(
    units.map((u) => ({
      unit_id: u.unitId,
      tier: u.tier,
      kind: u.kind,
      name: u.name,
      short_name: u.shortName,
      parent_id: u.parentId,
      path: u.path,
      status: u.status,
      revision: u.revision,
    })),
  );
