import { fail, type PublicUnitView, type Scope, type UnitSummary, type UnitView } from '@guantong/contracts';
import { Database, scopeSql, scopeValues } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** What is below `u`: bitmap scan on unit_path; nothing is asked for grassroots unions, which have nothing below. */
const BELOW = `left join lateral (
  select count(*)::int - 1 as units, coalesce(sum(d.worker_count), 0)::int as workers
    from unit d where u.tier <> 'GRASSROOTS' and d.path @> array[u.id] and d.status = 'ACTIVE') below on true`;

const SUMMARY = `'unitId', u.id, 'code', u.code, 'tier', u.tier, 'kind', u.kind, 'name', u.name,
  'shortName', u.short_name, 'status', u.status,
  'unitsBelow', greatest(below.units, 0),
  'workers', case when u.tier = 'GRASSROOTS' then u.worker_count else below.workers end`;

const crumbs = (condition = 'true'): string => `coalesce((
  select json_agg(json_build_object('unitId', a.id, 'name', a.name, 'tier', a.tier) order by cardinality(a.path))
    from unit a where a.id = any(u.path) and ${condition}), '[]')`;

export interface PageAsked {
  /** The code of the last unit of the page before. */
  after: string | undefined;
  limit: number;
}

@Injectable()
export class UnitReader {
  constructor(private readonly database: Database) {}

  /** @throws NOT_FOUND */
  async get(scope: Scope, unitId: string): Promise<UnitView> {
    const [row] = await this.database.hotQuery<{ view: UnitView }>(
      'unit-get',
      `select json_build_object(${SUMMARY}, 'parentId', u.parent_id, 'address', u.address, 'breadcrumbs', ${crumbs()}) as view
         from unit u ${BELOW}
        where u.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`,
      [unitId, ...scopeValues(scope)],
    );
    if (!row) throw fail('NOT_FOUND');
    return row.view;
  }

  /** @throws NOT_FOUND when the unit above is not in the scope. Plan: unit_parent, then unit_path per child. */
  async children(scope: Scope, unitId: string, page: PageAsked): Promise<UnitSummary[]> {
    const values = scopeValues(scope);
    const seen = await this.database.hotQuery(
      'unit-in-scope',
      `select 1 from unit u where u.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`,
      [unitId, ...values],
    );
    if (seen.length === 0) throw fail('NOT_FOUND');
    const rows = await this.database.hotQuery<{ view: UnitSummary }>(
      'unit-children',
      `select json_build_object(${SUMMARY}) as view
         from (select * from unit c
                where c.parent_id = $1 and c.code > $4 and ${scopeSql('c.id', 'c.path', 2)}
                order by c.code limit $5) u ${BELOW}
        order by u.code`,
      [unitId, ...values, page.after ?? '', page.limit],
    );
    return rows.map((row) => row.view);
  }

  /** Plan: bitmap scan on unit_grams (and unit_path), then the text itself is compared. */
  async search(scope: Scope, text: string, page: PageAsked): Promise<UnitSummary[]> {
    const rows = await this.database.hotQuery<{ view: UnitSummary }>(
      'unit-search',
      `select json_build_object(${SUMMARY}) as view
         from (select * from unit c
                where c.grams @> bigrams($1)
                  and (strpos(lower(c.name), $1) > 0 or strpos(lower(c.short_name), $1) > 0 or strpos(lower(c.code), $1) > 0)
                  and c.code > $4 and ${scopeSql('c.id', 'c.path', 2)}
                order by c.code limit $5) u ${BELOW}
        order by u.code`,
      [searchable(text), ...scopeValues(scope), page.after ?? '', page.limit],
    );
    return rows.map((row) => row.view);
  }

  /** For anybody: no codes, no counts, no addresses, and no more than `limit`. */
  async searchPublic(text: string, limit: number): Promise<PublicUnitView[]> {
    const rows = await this.database.hotQuery<{ view: PublicUnitView }>(
      'unit-search-public',
      `select json_build_object('unitId', u.id, 'name', u.name, 'above', ${crumbs('a.id <> u.id')}) as view
         from (select * from unit c
                where c.grams @> bigrams($1) and c.status = 'ACTIVE'
                  and (strpos(lower(c.name), $1) > 0 or strpos(lower(c.short_name), $1) > 0)
                order by c.name limit $2) u
        order by u.name`,
      [searchable(text), limit],
    );
    return rows.map((row) => row.view);
  }
}

/** As the bigrams are made: lower case, no blanks. */
const searchable = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');
