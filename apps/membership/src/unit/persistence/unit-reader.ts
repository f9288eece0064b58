import { fail, type PublicUnitView, type Scope, type UnitSummary, type UnitView } from '@guantong/contracts';
import { Database, scopeSql, scopeValues } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** What is below `u`: two look-ups by key, however large the subtree. */
const BELOW = `left join unit_tally t on t.unit_id = u.id
  left join lateral (select sum(c.units)::int as units, sum(c.workers)::int as workers
                       from unit_tally_change c where c.unit_id = u.id) since on true`;

const SUMMARY = `'unitId', u.id, 'code', u.code, 'tier', u.tier, 'kind', u.kind, 'name', u.name,
  'shortName', u.short_name, 'status', u.status,
  'unitsBelow', coalesce(t.units, 0) + coalesce(since.units, 0),
  'workers', u.worker_count + coalesce(t.workers, 0) + coalesce(since.workers, 0)`;

/** The scope as a condition only, not as a way in: as one, the plan for everybody would read the paths of all units. */
const seenAmong = (u: string): string => `coalesce(${scopeSql(`${u}.id`, `${u}.path`, 2)}, false)`;

/** What a larger share of the units have is common. */
const COMMON_SHARE = 0.1;
const CONTAINS = `(strpos(lower(c.name), $1) > 0 or strpos(lower(c.short_name), $1) > 0
  or strpos(lower(c.code), $1) > 0 or strpos(c.initials, $1) > 0)`;

/** A page of those that contain the words, of each branch in the scope; a unit that is in two of them comes once. */
const pageOf = (branch: string): string =>
  `lateral (select * from unit c where ${branch} and c.code > $4 and ${CONTAINS} order by c.code limit $5) c`;
const BY_BRANCH = `(select distinct on (c.code) c.* from (
    select c.* from unit r, ${pageOf('c.path[2] = r.id')} where r.id = any($3::uuid[]) and cardinality(r.path) = 2
    union all
    select c.* from unit r, ${pageOf('c.path @> array[r.id]')} where r.id = any($3::uuid[]) and cardinality(r.path) > 2
    union all select c.* from unit c where c.id = any($2::uuid[])) c order by c.code)`;

const crumbs = (condition = 'true'): string => `coalesce((
  select json_agg(json_build_object('unitId', a.id, 'name', a.name, 'tier', a.tier) order by cardinality(a.path))
    from unit a where a.id = any(u.path) and ${condition}), '[]')`;

export interface PageAsked {
  /** The code of the last unit of the page before. */
  after: string | undefined;
  limit: number;
}

/** The tree as it is now. */
@Injectable()
export class UnitReader {
  constructor(private readonly database: Database) {}

  /** Without the contact, which not everybody may see. @throws NOT_FOUND */
  async get(scope: Scope, unitId: string): Promise<Omit<UnitView, 'contact'>> {
    const [row] = await this.database.hotQuery<{ view: Omit<UnitView, 'contact'> }>(
      'unit-get',
      `select json_build_object(${SUMMARY}, 'parentId', u.parent_id, 'address', u.address, 'creditCode', u.credit_code,
                'breadcrumbs', ${crumbs()}) as view
         from unit u ${BELOW}
        where u.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`,
      [unitId, ...scopeValues(scope)],
    );
    if (!row) throw fail('NOT_FOUND');
    return row.view;
  }

  /** @throws NOT_FOUND when the unit above is not in the scope. Plan: unit_parent, then keys per child. */
  async children(scope: Scope, unitId: string, page: PageAsked): Promise<UnitSummary[]> {
    const values = await this.assertSeen(scope, unitId);
    const rows = await this.database.hotQuery<{ view: UnitSummary }>(
      'unit-children',
      `select json_build_object(${SUMMARY}) as view
         from (select * from unit c
                where c.parent_id = $1 and c.code > $4 and c.status = 'ACTIVE' and ${seenAmong('c')}
                order by c.code limit $5) u ${BELOW}
        order by u.code`,
      [unitId, ...values, page.after ?? '', page.limit],
    );
    return rows.map((row) => row.view);
  }

  /**
   * @throws NOT_FOUND. Plan: unit_path, or for most of the tree the codes in their order; planned anew each time, since
   * which of them is better depends on the unit.
   */
  async descendants(scope: Scope, unitId: string, page: PageAsked): Promise<UnitSummary[]> {
    const values = await this.assertSeen(scope, unitId);
    const rows = await this.database.query<{ view: UnitSummary }>(
      `select json_build_object(${SUMMARY}) as view
         from (select * from unit c
                where c.path @> array[$1::uuid] and c.id <> $1 and c.code > $4 and c.status = 'ACTIVE' and ${seenAmong('c')}
                order by c.code limit $5) u ${BELOW}
        order by u.code`,
      [unitId, ...values, page.after ?? '', page.limit],
    );
    return rows.map((row) => row.view);
  }

  /**
   * A text that few units have is looked up by its bigrams (unit_grams). One that many have, such as 工会, is looked for in
   * the order of the codes until a page is full: in the whole tree by whoever sees it, in a district along
   * unit_in_district; further down there are few units (unit_path). Measured with 45,000 units: 1 to 4 ms of processor
   * time; the planner left to itself took up to 100 ms, and 32 ms for 工会 in the fourth-largest of the districts.
   */
  async search(scope: Scope, text: string, page: PageAsked): Promise<UnitSummary[]> {
    const words = searchable(text);
    const { isCommon, isAll } = await this.howToSearch(scope, words);
    const [name, from] = !isCommon
      ? ['unit-search-rare', `(select * from unit where grams @> bigrams($1) offset 0) c where ${seenAmong('c')}`]
      : isAll
        ? ['unit-search-all', `unit c where ${seenAmong('c')}`]
        : ['unit-search-within', `${BY_BRANCH} c where ${seenAmong('c')}`];
    const rows = await this.database.hotQuery<{ view: UnitSummary }>(
      name,
      `select json_build_object(${SUMMARY}) as view
         from (select * from ${from} and ${CONTAINS} and c.code > $4 order by c.code limit $5) u ${BELOW}
        order by u.code`,
      [words, ...scopeValues(scope), page.after ?? '', page.limit],
    );
    return rows.map((row) => row.view);
  }

  /**
   * Whether a text is a common one: the shares of its bigrams, by the statistics PostgreSQL keeps of them, multiplied as
   * if they had nothing to do with each other. And whether the whole tree is in the scope.
   */
  private async howToSearch(scope: Scope, text: string): Promise<{ isCommon: boolean; isAll: boolean }> {
    const [row] = await this.database.hotQuery<{ isCommon: boolean; isAll: boolean }>(
      'unit-search-how',
      `select coalesce((select id from unit where tier = 'CITY') = any($2::uuid[]), false) as "isAll",
              (select count(known.share) = count(*) and sum(ln(greatest(known.share, 1e-6))) > ln(${COMMON_SHARE})
                 from unnest(bigrams($1)) as asked (gram)
                 left join (select unnest(most_common_elems::text::text[]) as gram, unnest(most_common_elem_freqs) as share
                              from pg_stats where schemaname = current_schema and tablename = 'unit' and attname = 'grams') known
                   using (gram)) as "isCommon"`,
      [text, scope.subtrees],
    );
    return { isCommon: row?.isCommon ?? false, isAll: row?.isAll ?? false };
  }

  /** For anybody: no codes, no counts, no addresses, and no more than `limit`. */
  async searchPublic(text: string, limit: number): Promise<PublicUnitView[]> {
    const rows = await this.database.hotQuery<{ view: PublicUnitView }>(
      'unit-search-public',
      `select json_build_object('unitId', u.id, 'name', u.name, 'above', ${crumbs('a.id <> u.id')}) as view
         from (select * from unit c
                where c.grams @> bigrams($1) and c.status = 'ACTIVE'
                  and (strpos(lower(c.name), $1) > 0 or strpos(lower(c.short_name), $1) > 0 or strpos(c.initials, $1) > 0)
                order by c.name limit $2) u
        order by u.name`,
      [searchable(text), limit],
    );
    return rows.map((row) => row.view);
  }

  private async assertSeen(scope: Scope, unitId: string): Promise<ReturnType<typeof scopeValues>> {
    const values = scopeValues(scope);
    const seen = await this.database.hotQuery(
      'unit-in-scope',
      `select 1 from unit u where u.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`,
      [unitId, ...values],
    );
    if (seen.length === 0) throw fail('NOT_FOUND');
    return values;
  }
}

/** As the bigrams are made: lower case, no blanks. */
const searchable = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');
