import { newId } from '@guantong/platform';
import type { RosterOutcome, RosterQuestion } from '@guantong/contracts';
import type { LineError, LineProblem } from '../../file-import/domain/line-problems.js';
import { type Change, changesOf } from './line-changes.js';
import { MetWorkers } from './met-workers.js';
import { type KnownWorker, type PlacedLine, recognise } from './recognise.js';
import { headingOf } from './roster-line.js';

/** What a line comes to. */
export interface Verdict {
  line: PlacedLine;
  outcome: RosterOutcome;
  /** The worker it is about; for somebody new, the id they get. */
  id: string | null;
  /** As the roster has the worker; undefined for somebody new. */
  before: KnownWorker | undefined;
  changes: readonly Change[];
  problems: readonly LineError[];
  question: { reason: RosterQuestion; candidateIds: string[] } | null;
}

interface Known {
  candidates: ReadonlyMap<number, readonly KnownWorker[]>;
  unitName: (id: string) => string;
}

/** Decides, line by line, whom a thousand lines are about; each line sees what those before it have done. */
export function planBatch(lines: readonly PlacedLine[], { candidates, unitName }: Known): Verdict[] {
  const met = new MetWorkers();
  return lines.map((written, i) => {
    const found = candidates.get(i) ?? [];
    const alike = met.alike(written);
    const verdict = verdictOn(written, found.length + alike.length === 0 ? [] : asTheyAre(found, alike, met), unitName);
    if (verdict.id && !verdict.question && verdict.outcome !== 'NEEDS_TRANSFER') {
      if (met.has(verdict.id)) return refused(verdict.line, 'SAME_PERSON_TWICE');
      met.add(verdict.id, verdict);
    }
    return verdict;
  });
}

/** Those the roster has, as the lines so far leave them, and those of the lines so far. */
function asTheyAre(found: readonly KnownWorker[], alike: readonly KnownWorker[], met: MetWorkers): KnownWorker[] {
  const known = new Map<string, KnownWorker>();
  for (const worker of found) known.set(worker.id, met.get(worker.id) ?? worker);
  for (const worker of alike) known.set(worker.id, worker);
  return [...known.values()];
}

function verdictOn(written: PlacedLine, candidates: readonly KnownWorker[], unitName: (id: string) => string): Verdict {
  const found = recognise(written, candidates);
  switch (found.is) {
    case 'REFUSED':
      return refused(written, found.code);
    case 'LEFT_OUT':
      return verdict(written, 'LEFT_OUT');
    case 'ELSEWHERE':
      return {
        ...verdict(written, 'NEEDS_TRANSFER', found.worker.id),
        problems: [problem(written, 'NEEDS_TRANSFER')],
      };
    case 'HERE_AS_WELL':
      return verdict(written, 'UNCHANGED', found.worker.id, found.worker);
    case 'ASK': {
      const question = { reason: found.question, candidateIds: found.candidates.map((w) => w.id) };
      return { ...verdict(written, 'QUESTION'), question };
    }
    case 'NEW': {
      if (written.schooling === null || written.employmentForm === null) {
        const missing = (['schooling', 'employmentForm'] as const).filter((field) => written[field] === null);
        const problems = missing.map((field) => problem(written, 'MISSING', headingOf(field)));
        return { ...verdict(written, 'REFUSED'), problems };
      }
      return verdict(without(written, found.not), 'ADDED', newId());
    }
    case 'KNOWN':
      break;
  }
  const line = inPrimaryUnion(without(written, found.not), found.worker);
  const changes = changesOf(line, found.worker, unitName);
  const outcome = changes.length === 0 ? 'UNCHANGED' : found.worker.unitId === line.unitId ? 'CHANGED' : 'MOVED';
  return verdict(line, outcome, found.worker.id, found.worker, changes);
}

const NO_CHANGES: readonly Change[] = [];
const NO_PROBLEMS: readonly LineError[] = [];

const verdict = (
  line: PlacedLine,
  outcome: RosterOutcome,
  id: string | null = null,
  before?: KnownWorker,
  changes = NO_CHANGES,
): Verdict => ({ line, outcome, id, before, changes, problems: NO_PROBLEMS, question: null });

const problem = (line: PlacedLine, code: LineProblem, column = ''): LineError => ({
  sheet: line.sheet,
  line: line.line,
  column,
  code,
});

export const refused = (line: PlacedLine, code: LineProblem): Verdict => ({
  ...verdict(line, 'REFUSED'),
  problems: [problem(line, code)],
});

/** Named in the roster of another of their unions, a worker stays where they are. */
const inPrimaryUnion = (line: PlacedLine, worker: KnownWorker): PlacedLine =>
  worker.secondary.includes(line.unitId) ? { ...line, unitId: worker.unitId } : line;

/** The line without the keys that stay with somebody else. */
const without = (line: PlacedLine, not: readonly string[]): PlacedLine =>
  not.length === 0
    ? line
    : {
        ...line,
        ...(not.includes('cardNumber') && { cardNumber: null }),
        ...(not.includes('idNumber') && { idNumberIndex: null }),
      };
