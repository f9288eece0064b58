import {
  type Actor,
  AskTransferForRosterLine,
  fail,
  requireScope,
  type RosterLineRequest,
  type RosterLineResult,
} from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { DomainError } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { requireUnit } from '../../membership-place/persistence/require-unit.js';
import { RetriedCommands } from '../../retried-commands.js';
import { AskForTransfer } from '../../transfer/application/ask-for-transfer.js';
import { RosterLineRepository } from '../persistence/roster-line-repository.js';
import { RosterResultsReader } from '../persistence/roster-results-reader.js';

/** What would say something about a worker of another union: the importer gets one answer for all of it. */
const OF_THE_WORKER = new Set(['TRANSFER_OPEN', 'WORKER_HAS_LEFT', 'ALREADY_MEMBER', 'NOT_FOUND']);

/** The union of a line that needs a transfer asks for the worker, whom the importer does not get to know by it. */
@Injectable()
export class AskTransferForLine {
  constructor(
    private readonly commands: RetriedCommands,
    private readonly lines: RosterLineRepository,
    private readonly reader: RosterResultsReader,
    private readonly transfers: AskForTransfer,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NOT_FOUND IMPORT_RUNNING LINE_NEEDS_NO_TRANSFER TRANSFER_NOT_POSSIBLE UNIT_TAKES_NO_MEMBERS */
  run(actor: Actor, request: RosterLineRequest): Promise<RosterLineResult> {
    return this.commands.run(AskTransferForRosterLine.subject, request, (tx) => this.ask(tx, actor, request));
  }

  private async ask(tx: Tx, actor: Actor, { importId, seq }: RosterLineRequest): Promise<RosterLineResult> {
    const scope = requireScope(actor, 'roster.manage');
    const accountId = actor.accountId ?? '';
    if (await this.lines.isUnderWay(tx, accountId, importId)) throw fail('IMPORT_RUNNING');
    const line = await this.lines.lock(tx, accountId, importId, seq);
    if (!line) throw fail('NOT_FOUND');
    const { unitId, workerId, outcome, problems } = line;
    const needed = problems.some(({ code }) => code === 'NEEDS_TRANSFER');
    // an erased worker's line no longer says anything
    if (line.status !== 'DONE' || outcome !== 'NEEDS_TRANSFER' || !needed || !unitId || !workerId) {
      throw fail('LINE_NEEDS_NO_TRANSFER');
    }
    await requireUnit(tx, scope, unitId);
    await this.takeIn(tx, actor, workerId, unitId);
    await this.lines.sayInstead(tx, importId, seq, 'NEEDS_TRANSFER', 'TRANSFER_ASKED');
    const detail = { importId, seq };
    await this.audit.record(tx, {
      ...{ actor, action: 'roster-import.transfer-asked', unitId, subjectIds: [workerId], detail },
    });
    return this.reader.line(tx, actor, importId, seq);
  }

  private async takeIn(tx: Tx, actor: Actor, workerId: string, unitId: string): Promise<void> {
    try {
      await this.transfers.takeIn(tx, actor, workerId, unitId);
    } catch (error) {
      if (error instanceof DomainError && OF_THE_WORKER.has(error.code)) throw fail('TRANSFER_NOT_POSSIBLE');
      throw error;
    }
  }
}
