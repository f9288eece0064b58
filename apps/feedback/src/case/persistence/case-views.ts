import { CASE_HISTORY_PUBLIC_TEXT, type DeskCase, type WorkerCase } from '@guantong/contracts';
import { Database, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { deskActions, workerActions } from '../domain/offered-actions.js';
import type { StaffReach } from '../domain/staff-reach.js';
import {
  chainSql,
  deskDetailsSql,
  deskSummarySql,
  historySql,
  photosSql,
  publicHistorySql,
  repliesSql,
  summarySql,
} from './case-json-sql.js';
import { mayHandleSql, reachValues, visibleSql } from './visibility-sql.js';

const partsSql = `'chain', ${chainSql}, 'replies', ${repliesSql}, 'attachments', ${photosSql}`;
/** $2: the entries whose text the worker may read. */
const workerCaseSql = `select json_build_object(${summarySql}, 'text', c.text, 'satisfaction', c.satisfaction,
    'history', ${publicHistorySql('$2')}, ${partsSql}) as view,
  c.urged_on is not distinct from local_day(now()) as urged_today
  from feedback_case c`;

interface WorkerRow {
  view: Omit<WorkerCase, 'actions'>;
  urged_today: boolean;
}

/** Single cases as people see them, each in one query. Null: missing, or not theirs. */
@Injectable()
export class CaseViews {
  constructor(private readonly database: Database) {}

  async forStaff(reach: StaffReach, caseId: string, sql: Sql = this.database): Promise<DeskCase | null> {
    const [row] = await sql.query<{ view: Omit<DeskCase, 'actions'>; may_handle: boolean }>(
      `select json_build_object(${deskSummarySql}, ${deskDetailsSql}, 'history', ${historySql}, ${partsSql}) as view,
              coalesce(${mayHandleSql(2)}, false) as may_handle
         from feedback_case c left join unit_mirror owner on owner.unit_id = c.owner_unit_id
        where c.id = $1 and ${visibleSql(2)}`,
      [caseId, ...reachValues(reach)],
    );
    return row ? { ...row.view, actions: row.may_handle ? deskActions(row.view) : [] } : null;
  }

  async forWorker(workerId: string, caseId: string, sql: Sql = this.database): Promise<WorkerCase | null> {
    const rows = await sql.query<WorkerRow>(`${workerCaseSql} where c.id = $1 and c.worker_id = $3`, [
      caseId,
      CASE_HISTORY_PUBLIC_TEXT,
      workerId,
    ]);
    return this.withActions(rows);
  }

  async forReceipt(receiptHash: Buffer, sql: Sql = this.database): Promise<WorkerCase | null> {
    const view = this.withActions(
      await sql.query<WorkerRow>(`${workerCaseSql} where c.receipt_hash = $1`, [receiptHash, CASE_HISTORY_PUBLIC_TEXT]),
    );
    return view && { ...view, actions: view.actions.filter((a) => a !== 'urge') };
  }

  async isVisibleToStaff(reach: StaffReach, caseId: string): Promise<boolean> {
    const rows = await this.database.query(`select 1 from feedback_case c where c.id = $1 and ${visibleSql(2)}`, [
      caseId,
      ...reachValues(reach),
    ]);
    return rows.length > 0;
  }

  async isOfWorker(workerId: string, caseId: string): Promise<boolean> {
    return (
      (await this.database.query(`select 1 from feedback_case where id = $1 and worker_id = $2`, [caseId, workerId]))
        .length > 0
    );
  }

  private withActions(rows: WorkerRow[]): WorkerCase | null {
    const [row] = rows;
    return row ? { ...row.view, actions: workerActions(row.view.state, row.urged_today) } : null;
  }
}
