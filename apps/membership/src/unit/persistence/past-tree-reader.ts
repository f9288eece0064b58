import { fail, type Scope, type UnitSummary, type UnitView } from '@guantong/contracts';
import { Database, scopeSql, scopeValues, type Sql } from '@guantong/persistence';
import { Inject, Injectable } from '@nestjs/common';
import type { PageAsked } from './unit-reader.js';

/** The moment a day ends in Asia/Shanghai: $1 is a calendar date. */
const DAY_END = `(($1::date + 1)::timestamp at time zone 'Asia/Shanghai')`;
const then = (v: string): string => `${v}.valid_from < ${DAY_END} and ${v}.valid_to >= ${DAY_END}`;

/** Added up by day, see migration 0060: as many rows as days on which something below changed. */
const UNITS_BELOW = `(select coalesce(sum(d.units), 0)::int
   from (select units from unit_day_tally where unit_id = v.unit_id and day <= $1::date
         union all select units from unit_day_tally_change where unit_id = v.unit_id and day <= $1::date) d)`;

/** Numbers of workers are not kept by day. */
const SUMMARY = `'unitId', v.unit_id, 'code', u.code, 'tier', u.tier, 'kind', v.kind, 'name', v.name,
  'shortName', v.short_name, 'status', v.status, 'workers', null, 'unitsBelow', ${UNITS_BELOW}`;

/** Whoever the unit is under now, or was under then: the past of a unit goes with it, and stays with those it left. */
const seen = (v: string, u: string, first: number): string =>
  `(${scopeSql(`${v}.unit_id`, `${v}.path`, first)} or ${scopeSql(`${u}.id`, `${u}.path`, first)})`;

/**
 * The tree as it stood at the end of a calendar day in Asia/Shanghai, from `unit_version`. A day that is not over shows
 * what is so far.
 */
@Injectable()
export class PastTreeReader {
  constructor(@Inject(Database) private readonly sql: Sql) {}

  /** @throws NOT_FOUND for one that was not there yet as well */
  async get(scope: Scope, day: string, unitId: string): Promise<UnitView> {
    const [row] = await this.sql.query<{ view: Omit<UnitView, 'contact' | 'creditCode' | 'address'> }>(
      `select json_build_object(${SUMMARY}, 'parentId', v.parent_id,
                'breadcrumbs', (select json_agg(json_build_object('unitId', a.unit_id, 'name', a.name, 'tier', ua.tier)
                                                order by cardinality(a.path))
                                  from unit_version a join unit ua on ua.id = a.unit_id
                                 where a.unit_id = any(v.path) and ${then('a')})) as view
         from unit_version v join unit u on u.id = v.unit_id
        where v.unit_id = $2 and ${then('v')} and ${seen('v', 'u', 3)}`,
      [day, unitId, ...scopeValues(scope)],
    );
    if (!row) throw fail('NOT_FOUND');
    return { ...row.view, address: '', creditCode: null, contact: null };
  }

  /** @throws NOT_FOUND. Plan: unit_version_parent, then keys per child. */
  children(scope: Scope, day: string, unitId: string, page: PageAsked): Promise<UnitSummary[]> {
    return this.page('w.parent_id = $2', scope, day, unitId, page);
  }

  /** @throws NOT_FOUND. Plan: unit_version_path. */
  descendants(scope: Scope, day: string, unitId: string, page: PageAsked): Promise<UnitSummary[]> {
    return this.page('w.path @> array[$2::uuid] and w.unit_id <> $2', scope, day, unitId, page);
  }

  private async page(
    below: string,
    scope: Scope,
    day: string,
    unitId: string,
    page: PageAsked,
  ): Promise<UnitSummary[]> {
    const values = [day, unitId, ...scopeValues(scope)];
    const there = await this.sql.query(
      `select 1 from unit_version v join unit u on u.id = v.unit_id where v.unit_id = $2 and ${then('v')} and ${seen('v', 'u', 3)}`,
      values,
    );
    if (there.length === 0) throw fail('NOT_FOUND');
    const rows = await this.sql.query<{ view: UnitSummary }>(
      `select json_build_object(${SUMMARY}) as view
         from (select w.* from unit_version w join unit uw on uw.id = w.unit_id
                where ${below} and ${then('w')} and w.status = 'ACTIVE' and uw.code > $5 and ${seen('w', 'uw', 3)}
                order by uw.code limit $6) v
         join unit u on u.id = v.unit_id
        order by u.code`,
      [...values, page.after ?? '', page.limit],
    );
    return rows.map((row) => row.view);
  }
}
