import {
  type Actor,
  type CaseCounts,
  type CaseFilter,
  type CaseSummaryPage,
  type DeskCase,
  type DeskCasePage,
  type DeskCasesRequest,
  fail,
  type MyCasesRequest,
  requireWorker,
  type WorkerCase,
} from '@guantong/contracts';
import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { reachOf } from '../domain/staff-reach.js';
import { CaseLists } from '../persistence/case-lists.js';
import { CaseViews } from '../persistence/case-views.js';
import { readCursor } from '../persistence/list-cursor.js';

const PAGE = 20;

/** Cases as their readers see them; each reads no further than it may. Commands pass their transaction, to answer with the changed case. */
@Injectable()
export class ReadCases {
  constructor(
    private readonly views: CaseViews,
    private readonly lists: CaseLists,
  ) {}

  /** @throws NOT_FOUND */
  async forStaff(actor: Actor, caseId: string, sql?: Sql): Promise<DeskCase> {
    const view = await this.views.forStaff(reachOf(actor), caseId, sql);
    if (!view) throw fail('NOT_FOUND');
    return view;
  }

  /** @throws NOT_FOUND */
  async forWorker(actor: Actor, caseId: string, sql?: Sql): Promise<WorkerCase> {
    const view = await this.views.forWorker(requireWorker(actor).id, caseId, sql);
    if (!view) throw fail('NOT_FOUND');
    return view;
  }

  /** @throws RECEIPT_CODE_UNKNOWN */
  async forReceipt(receiptHash: Buffer, sql?: Sql): Promise<WorkerCase> {
    const view = await this.views.forReceipt(receiptHash, sql);
    if (!view) throw fail('RECEIPT_CODE_UNKNOWN');
    return view;
  }

  async listForStaff(actor: Actor, { cursor, limit, ...filter }: DeskCasesRequest): Promise<DeskCasePage> {
    return this.lists.forStaff(reachOf(actor), filter, readCursor(cursor), limit ?? PAGE);
  }

  async countForStaff(actor: Actor, filter: CaseFilter): Promise<CaseCounts> {
    return this.lists.countForStaff(reachOf(actor), filter);
  }

  async listForWorker(actor: Actor, { state, cursor, limit }: MyCasesRequest): Promise<CaseSummaryPage> {
    return this.lists.forWorker(requireWorker(actor).id, state, readCursor(cursor), limit ?? PAGE);
  }
}
