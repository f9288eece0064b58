import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { FeedbackCase } from '../domain/feedback-case.js';
import type { StaffReach } from '../domain/staff-reach.js';
import { mayHandleSql, reachValues, visibleSql } from './visibility-sql.js';

export interface CaseForStaff {
  found: FeedbackCase;
  mayHandle: boolean;
  ownerName: string;
}

/** Cases to be changed: each comes locked until the end of the transaction. */
@Injectable()
export class CaseRepository {
  /**
   * Locked first and judged after that, by a statement of its own: one that had to wait for the lock would judge by
   * where the case was before.
   */
  async lockForStaff(tx: Tx, reach: StaffReach, caseId: string): Promise<CaseForStaff | null> {
    await tx.query(`select 1 from feedback_case where id = $1 for update`, [caseId]);
    const [row] = await tx.query<{ may_handle: boolean; owner_name: string }>(
      `select coalesce(${mayHandleSql(2)}, false) as may_handle, coalesce(owner.name, '') as owner_name
         from feedback_case c left join unit_mirror owner on owner.unit_id = c.owner_unit_id
        where c.id = $1 and ${visibleSql(2)}`,
      [caseId, ...reachValues(reach)],
    );
    if (!row) return null;
    return { found: await this.load(tx, caseId), mayHandle: row.may_handle, ownerName: row.owner_name };
  }

  async lockForWorker(tx: Tx, workerId: string, caseId: string): Promise<FeedbackCase | null> {
    const [row] = await tx.query(`select 1 from feedback_case where id = $1 and worker_id = $2 for update`, [
      caseId,
      workerId,
    ]);
    return row ? this.load(tx, caseId) : null;
  }

  async lockByReceipt(tx: Tx, receiptHash: Buffer): Promise<FeedbackCase | null> {
    const [row] = await tx.query<{ id: string }>(`select id from feedback_case where receipt_hash = $1 for update`, [
      receiptHash,
    ]);
    return row ? this.load(tx, row.id) : null;
  }

  /** For handlers of our own events, which act for nobody. */
  async lockForSystem(tx: Tx, caseId: string): Promise<FeedbackCase | null> {
    const [row] = await tx.query(`select 1 from feedback_case where id = $1 for update`, [caseId]);
    return row ? this.load(tx, caseId) : null;
  }

  private load(tx: Tx, caseId: string): Promise<FeedbackCase> {
    return tx.em.findOneOrFail(FeedbackCase, { id: caseId });
  }
}
