import { type Actor, fail, requireWorker } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { FeedbackCase } from '../domain/feedback-case.js';
import { reachOf } from '../domain/staff-reach.js';
import { CaseRepository } from '../persistence/case-repository.js';

interface Wanted {
  caseId: string;
  version?: number;
}

/** Finds the case somebody wants to change, locks it, and makes sure that they may. */
@Injectable()
export class FindCase {
  constructor(private readonly cases: CaseRepository) {}

  /** @throws NOT_FOUND when it is not theirs to see, CASE_ELSEWHERE when it is not theirs to handle, CASE_CHANGED */
  async toHandle(tx: Tx, actor: Actor, { caseId, version }: Wanted): Promise<FeedbackCase> {
    const row = await this.cases.lockForStaff(tx, reachOf(actor), caseId);
    if (!row) throw fail('NOT_FOUND');
    if (!row.mayHandle) throw fail('CASE_ELSEWHERE', { unit: row.ownerName });
    row.found.mustBeAt(version);
    return row.found;
  }

  /** @throws NOT_FOUND when it is not the worker's own, CASE_CHANGED */
  async ofWorker(tx: Tx, actor: Actor, { caseId, version }: Wanted): Promise<FeedbackCase> {
    const found = await this.cases.lockForWorker(tx, requireWorker(actor).id, caseId);
    if (!found) throw fail('NOT_FOUND');
    found.mustBeAt(version);
    return found;
  }

  /** @throws RECEIPT_CODE_UNKNOWN, CASE_CHANGED */
  async byReceipt(tx: Tx, receiptHash: Buffer, version?: number): Promise<FeedbackCase> {
    const found = await this.cases.lockByReceipt(tx, receiptHash);
    if (!found) throw fail('RECEIPT_CODE_UNKNOWN');
    found.mustBeAt(version);
    return found;
  }
}
