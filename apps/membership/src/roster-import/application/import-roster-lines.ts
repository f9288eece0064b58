import type { MirroredWorker, RosterOutcome } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { Step } from '../../file-import/application/file-processor.js';
import { FieldCipher } from '../../personal-data/field-cipher.js';
import { SealedPhones } from '../../personal-data/sealed-phones.js';
import type { Verdict } from '../domain/batch-plan.js';
import { birthDateAfter } from '../domain/line-changes.js';
import type { LineResult } from '../domain/line-result.js';
import type { PlacedLine } from '../domain/recognise.js';
import { PlannedWorkers } from '../persistence/planned-workers.js';
import { RosterLineRepository } from '../persistence/roster-line-repository.js';
import { RosterRepository, type WorkerToAdd } from '../persistence/roster-repository.js';
import { AnnounceWorkers } from './announce-workers.js';
import { DecideRosterLines, type LinesContext } from './decide-roster-lines.js';

export interface LinesDone {
  results: LineResult[];
  step: Omit<Step, 'rows'>;
}

/** Workers as others mirror them; slots given away and members gained (or lost), per union. */
interface Written {
  workers: readonly MirroredWorker[];
  counts: ReadonlyMap<string, { slots: number; members: number }>;
}
const NOTHING_WRITTEN: Written = { workers: [], counts: new Map() };

/** Brings a thousand lines into the roster, or says what that would come to: a dozen statements, however many lines. */
@Injectable()
export class ImportRosterLines {
  constructor(
    private readonly roster: RosterRepository,
    private readonly decide: DecideRosterLines,
    private readonly planned: PlannedWorkers,
    private readonly results: RosterLineRepository,
    private readonly phones: SealedPhones,
    private readonly cipher: FieldCipher,
    private readonly announce: AnnounceWorkers,
  ) {}

  /** @param others lines that could not even be read; they are only noted */
  async run(
    tx: Tx,
    context: LinesContext,
    lines: readonly PlacedLine[],
    others: readonly LineResult[] = [],
  ): Promise<LinesDone> {
    const unitIds = [...new Set(lines.map((l) => l.unitId))];
    const slots =
      context.dryRun || lines.length === 0 ? new Map<string, number>() : await this.roster.lockUnits(tx, unitIds);
    const verdicts = lines.length === 0 ? [] : await this.decide.run(tx, context, lines);
    const toAdd = verdicts.filter((v) => v.outcome === 'ADDED');
    const toChange = verdicts.filter((v) => v.outcome === 'CHANGED' || v.outcome === 'MOVED');
    const written = context.dryRun ? NOTHING_WRITTEN : await this.write(tx, slots, toAdd, toChange);
    const results = [...others, ...verdicts.map((v) => this.resultOf(v))];
    if (context.dryRun) await this.planned.note(tx, context.importId, [...toAdd, ...toChange]);
    await this.roster.countMembers(tx, written.counts);
    await this.announce.run(tx, written.workers);
    await this.results.noteUnits(tx, context.importId, unitIds);
    await this.results.save(tx, context, results);
    return { results, step: stepOf(results) };
  }

  private async write(
    tx: Tx,
    slots: Map<string, number>,
    toAdd: readonly Verdict[],
    toChange: readonly Verdict[],
  ): Promise<Written> {
    const counts = new Map<string, { slots: number; members: number }>();
    const count = (unitId: string, given: number, members: number) => {
      const so = counts.get(unitId) ?? { slots: 0, members: 0 };
      so.slots += given;
      so.members += members;
      counts.set(unitId, so);
    };
    const placed = ({ id, line, before }: Verdict): WorkerToAdd => {
      const moves = before?.unitId !== line.unitId;
      const slot = moves ? (slots.get(line.unitId) ?? 0) : before.slot;
      if (moves) slots.set(line.unitId, slot + 1);
      if (moves && before?.status === 'ACTIVE') count(before.unitId, 0, -1);
      if (moves || before.status !== 'ACTIVE') count(line.unitId, moves ? 1 : 0, 1);
      const newPhone = line.phone !== null && line.phoneIndex !== before?.phoneIndex;
      const sealed = newPhone
        ? { ...this.phones.encrypt(line.phone as string), index: line.phoneIndex as string }
        : null;
      const birthDate = before ? birthDateAfter(line, before) : line.birthDate;
      return { id: id as string, slot, line, birthDate, sealed };
    };
    const workers = await this.roster.add(tx, toAdd.map(placed));
    workers.push(...(await this.roster.change(tx, toChange.map(placed))));
    return { workers, counts };
  }

  /** What a question is about is kept, encrypted, so that it can be done once it is answered. */
  private resultOf({ line, outcome, id, problems, changes, question }: Verdict): LineResult {
    return {
      seq: line.seq,
      sheet: line.sheet,
      line: line.line,
      outcome,
      unitId: line.unitId,
      workerId: id,
      problems:
        problems.length === 0
          ? NO_PROBLEMS
          : problems.map(({ column, code, params }) => ({ column, code, ...(params && { params }) })),
      changes,
      asked: question && {
        question: question.reason,
        candidateIds: question.candidateIds,
        content: this.cipher.encrypt(Buffer.from(JSON.stringify({ ...line, answer: undefined }))),
        keyId: this.cipher.keyId,
      },
    };
  }
}

const NO_PROBLEMS: LineResult['problems'] = [];

function stepOf(results: readonly LineResult[]): Omit<Step, 'rows'> {
  const counts = new Map<RosterOutcome, number>();
  for (const { outcome } of results) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const count = (outcome: RosterOutcome): number => counts.get(outcome) ?? 0;
  return {
    added: count('ADDED'),
    changed: count('CHANGED'),
    moved: count('MOVED'),
    unchanged: count('UNCHANGED'),
    rejected: count('REFUSED'),
    questions: count('QUESTION'),
    needsTransfer: count('NEEDS_TRANSFER'),
    leftOut: count('LEFT_OUT'),
    errors: results.flatMap(({ sheet, line, problems }) => problems.map((p) => ({ sheet, line, ...p }))),
  };
}
