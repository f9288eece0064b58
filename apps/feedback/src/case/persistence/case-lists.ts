import type {
  CaseCounts,
  CaseFilter,
  CaseSummaryPage,
  DeskCasePage,
  DeskCaseSummary,
  CaseSummary,
} from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { StaffReach } from '../domain/staff-reach.js';
import { deskSummarySql, summarySql } from './case-json-sql.js';
import { OVERDUE_SQL, filterSql, filterValues } from './case-filter-sql.js';
import { type Cursor, cursorOf } from './list-cursor.js';
import { reachValues, visibleAlongSql, visibleByUnitSql } from './visibility-sql.js';

interface Row<T> {
  item: T;
  submitted_on: string;
  id: string;
}

/** Lists of cases, latest day first; within a day anonymous cases stand in no order, for their ids have none. */
@Injectable()
export class CaseLists {
  constructor(private readonly database: Database) {}

  async forStaff(reach: StaffReach, filter: CaseFilter, cursor: Cursor | null, limit: number): Promise<DeskCasePage> {
    const visible = (await this.isWide(reach)) ? visibleAlongSql(1) : visibleByUnitSql(1);
    const rows = await this.database.query<Row<DeskCaseSummary>>(
      `select json_build_object(${deskSummarySql}) as item, c.submitted_on::text, c.id
         from feedback_case c
        where ${visible} and ${filterSql(7, 4)}
          and ($13::date is null or (c.submitted_on, c.id) < ($13::date, $14::uuid))
        order by c.submitted_on desc, c.id desc limit $15`,
      [...reachValues(reach), ...filterValues(filter), cursor?.day ?? null, cursor?.id ?? null, limit + 1],
    );
    return page(rows, limit);
  }

  async countForStaff(reach: StaffReach, filter: CaseFilter): Promise<CaseCounts> {
    const [row] = await this.database.query<{ counts: CaseCounts }>(
      `with seen as materialized (
         select c.state, ${OVERDUE_SQL} as overdue, c.assignee_account_id = $4 and c.state in ('ASSIGNED', 'REOPENED') as mine
           from feedback_case c where ${visibleByUnitSql(1)} and ${filterSql(7, 4)})
       select json_build_object(
         'byState', (select coalesce(json_object_agg(state, n), '{}'::json) from (select state, count(*) as n from seen group by state) s),
         'overdue', (select count(*) from seen where overdue), 'mine', (select count(*) from seen where mine)) as counts`,
      [...reachValues(reach), ...filterValues(filter)],
    );
    return row?.counts ?? { byState: {}, overdue: 0, mine: 0 };
  }

  /** Walks the partial index feedback_case_worker. */
  async forWorker(
    workerId: string,
    state: string | undefined,
    cursor: Cursor | null,
    limit: number,
  ): Promise<CaseSummaryPage> {
    const rows = await this.database.query<Row<CaseSummary>>(
      `select json_build_object(${summarySql}) as item, c.submitted_on::text, c.id
         from feedback_case c
        where c.worker_id = $1 and ($2::text is null or c.state = $2)
          and ($3::date is null or (c.submitted_on, c.id) < ($3::date, $4::uuid))
        order by c.submitted_on desc, c.id desc limit $5`,
      [workerId, state ?? null, cursor?.day ?? null, cursor?.id ?? null, limit + 1],
    );
    return page(rows, limit);
  }

  /** A scope that reaches a whole district sees a good part of all cases: then walking them beats collecting them. */
  private async isWide(reach: StaffReach): Promise<boolean> {
    const rows = await this.database.query(
      `select 1 from unit_mirror where unit_id = any ($1::uuid[]) and tier in ('CITY', 'DISTRICT') limit 1`,
      [reach.read.subtrees],
    );
    return rows.length > 0;
  }
}

/** One row more than wanted was read, to know whether there is a next page. */
function page<T>(rows: Row<T>[], limit: number): { items: T[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map((r) => r.item), next: last ? cursorOf({ day: last.submitted_on, id: last.id }) : null };
}
