import {
  type Actor,
  AnswerRosterQuestion,
  type AnswerRosterQuestionRequest,
  fail,
  requireScope,
  type RosterLineResult,
} from '@guantong/contracts';
import { IdempotentCommands, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { FieldCipher } from '../../personal-data/field-cipher.js';
import type { LineAnswer, PlacedLine } from '../domain/recognise.js';
import { PlannedWorkers } from '../persistence/planned-workers.js';
import { type HeldLine, RosterLineRepository } from '../persistence/roster-line-repository.js';
import { RosterRepository } from '../persistence/roster-repository.js';
import { RosterResultsReader } from '../persistence/roster-results-reader.js';
import { ImportRosterLines } from './import-roster-lines.js';
import { retryOnConflict } from './retry-on-conflict.js';

/** Whom a line is about, said by the importer. After an import the line is done now; after a check, with the import. */
@Injectable()
export class AnswerQuestionOfLine {
  constructor(
    private readonly commands: IdempotentCommands,
    private readonly results: RosterLineRepository,
    private readonly roster: RosterRepository,
    private readonly planned: PlannedWorkers,
    private readonly lines: ImportRosterLines,
    private readonly reader: RosterResultsReader,
    private readonly cipher: FieldCipher,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NOT_FOUND, QUESTION_ANSWERED, IMPORT_RUNNING, IMPORT_FILE_GONE, VALIDATION_FAILED */
  run(actor: Actor, request: AnswerRosterQuestionRequest): Promise<RosterLineResult> {
    return retryOnConflict(() =>
      this.commands.run(AnswerRosterQuestion.subject, request, (tx) => this.answer(tx, actor, request)),
    );
  }

  private async answer(tx: Tx, actor: Actor, request: AnswerRosterQuestionRequest): Promise<RosterLineResult> {
    const { importId, seq } = request;
    const scope = requireScope(actor, 'roster.manage');
    const asked = await this.results.lock(tx, actor.accountId ?? '', importId, seq);
    if (!asked?.asked) throw fail('NOT_FOUND');
    if (asked.status !== 'CHECKED' && asked.status !== 'DONE') throw fail('IMPORT_RUNNING');
    const dryRun = asked.status === 'CHECKED';
    if (!dryRun && asked.outcome !== 'QUESTION') throw fail('QUESTION_ANSWERED');
    const answer = answerOf(request, asked);
    if (!asked.content || !asked.keyId) throw fail('IMPORT_FILE_GONE');
    const content = this.cipher.decrypt(asked.content, asked.keyId).toString();
    const line = { ...(JSON.parse(content) as PlacedLine), answer };
    const names = await this.roster.unitNames(tx, scope, { unitId: line.unitId, workerIds: asked.candidateIds });
    if (!names.has(line.unitId)) throw fail('NOT_FOUND');
    if (dryRun && asked.answer && asked.workerId) await this.planned.forget(tx, importId, asked.workerId);
    const unitName = (id: string) => names.get(id) ?? '';
    const { results } = await this.lines.run(
      tx,
      { importId, scope, dryRun, checked: false, afterwards: true, unitName },
      [line],
    );
    const outcome = results[0]?.outcome ?? 'REFUSED';
    await this.results.keepAnswer(tx, importId, seq, answer);
    await this.results.recount(tx, importId, asked.outcome, outcome);
    await this.audit.record(tx, {
      actor,
      action: 'roster-import.question-answered',
      unitId: line.unitId,
      subjectIds: results.flatMap((r) => r.workerId ?? []),
      detail: { importId, seq, answer: answer.as, outcome },
    });
    return this.reader.line(tx, actor, importId, seq);
  }
}

function answerOf({ as, workerId }: AnswerRosterQuestionRequest, { candidateIds }: HeldLine): LineAnswer {
  if (as !== 'WORKER') return { as };
  if (!workerId) throw fail('VALIDATION_FAILED', {}, [{ field: 'workerId', rule: 'required' }]);
  if (!candidateIds.includes(workerId)) throw fail('NOT_FOUND');
  return { as, workerId };
}
