import { type DutyGapsQuery, type DutyGapView, type Scope } from '@guantong/contracts';
import { Database, scopeSql, scopeValues, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

export interface FoundGap {
  unitId: string;
  from: string;
  until: string;
}

const PAGE = 50;

@Injectable()
export class DutyGapRepository {
  constructor(private readonly database: Database) {}

  /** One sweep at a time; the other copies of the service have nothing to do meanwhile. */
  async lock(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ got: boolean }>(
      `select pg_try_advisory_xact_lock(hashtext('membership.duty-gaps')) as got`,
    );
    return row?.got ?? false;
  }

  /** Units that have a roster for a duty, or a warning of the night that may be over. Plan: duty_shift_of_duty. */
  async unitsWithRoster(tx: Tx, duty: string, night: string, after: string, limit: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `select u.id from (select unit_id from duty_shift where duty = $1 and unit_id > $3
                          union select unit_id from duty_gap
                                 where duty = $1 and night = $2 and filled_at is null and unit_id > $3) r
         join unit u on u.id = r.unit_id and u.status = 'ACTIVE'
        order by u.id limit $4`,
      [duty, night, after, limit],
    );
    return rows.map((row) => row.id);
  }

  /** Those that were not known yet, with the unit above. One that was filled and is open again is open, and not new. */
  async open(
    tx: Tx,
    duty: string,
    night: string,
    gaps: readonly FoundGap[],
  ): Promise<(FoundGap & { aboveUnitId: string | null })[]> {
    const rows = await tx.query<{ unitId: string; aboveUnitId: string | null; isNew: boolean }>(
      `with kept as (
         insert into duty_gap as g (unit_id, duty, night, gap_from, gap_until)
         select unit_id, $1, $2, gap_from, gap_until
           from unnest($3::uuid[], $4::timestamptz[], $5::timestamptz[]) f (unit_id, gap_from, gap_until)
          order by unit_id
         on conflict (unit_id, duty, night) do update
            set filled_at = null, gap_from = excluded.gap_from, gap_until = excluded.gap_until
          where g.filled_at is not null
         returning unit_id, xmax = 0 as is_new)
       select k.unit_id as "unitId", u.parent_id as "aboveUnitId", k.is_new as "isNew"
         from kept k join unit u on u.id = k.unit_id`,
      [duty, night, gaps.map((g) => g.unitId), gaps.map((g) => g.from), gaps.map((g) => g.until)],
    );
    const fresh = new Map(rows.filter((row) => row.isNew).map((row) => [row.unitId, row.aboveUnitId]));
    return gaps.flatMap((gap) => {
      const aboveUnitId = fresh.get(gap.unitId);
      return aboveUnitId === undefined ? [] : [{ ...gap, aboveUnitId }];
    });
  }

  async fill(tx: Tx, duty: string, night: string, unitIds: readonly string[]): Promise<void> {
    await tx.query(
      `update duty_gap set filled_at = now()
        where duty = $1 and night = $2 and unit_id = any($3::uuid[]) and filled_at is null`,
      [duty, night, unitIds],
    );
  }

  /** Of a unit and those directly below, the latest night first; the scope has been checked. Plan: unit_parent, then the key. */
  async list(scope: Scope, query: DutyGapsQuery): Promise<{ items: DutyGapView[]; next: string | null }> {
    const limit = query.limit ?? PAGE;
    const [, night, unitId] = /^(\d{4}-\d\d-\d\d)_([0-9a-f-]{36})$/.exec(query.cursor ?? '') ?? [];
    const rows = await this.database.query<{ view: DutyGapView; cursor: string }>(
      `select json_build_object('unit', json_build_object('unitId', u.id, 'name', u.name, 'tier', u.tier),
                'duty', g.duty, 'night', g.night, 'from', to_json(g.gap_from)#>>'{}', 'until', to_json(g.gap_until)#>>'{}',
                'foundAt', to_json(g.found_at)#>>'{}', 'filledAt', to_json(g.filled_at)#>>'{}') as view,
              g.night || '_' || u.id as cursor
         from unit u join duty_gap g on g.unit_id = u.id
        where (u.id = $1 or u.parent_id = $1) and ${scopeSql('u.id', 'u.path', 2)}
          and (not $4 or g.filled_at is null)
          and ($5::date is null or g.night < $5 or (g.night = $5 and u.id > $6::uuid))
        order by g.night desc, u.id limit $7`,
      [query.unitId, ...scopeValues(scope), query.open ?? false, night ?? null, unitId ?? null, limit],
    );
    return {
      items: rows.map((row) => row.view),
      next: rows.length === limit ? (rows.at(-1)?.cursor ?? null) : null,
    };
  }
}
