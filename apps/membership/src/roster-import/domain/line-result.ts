import type { RosterOutcome, RosterQuestion } from '@guantong/contracts';
import type { LineError } from '../../file-import/domain/line-problems.js';
import type { Change } from './line-changes.js';

/** What is wrong with a line, as it is kept. */
export type KeptProblem = Pick<LineError, 'column' | 'code' | 'params'>;

/** What a line came to, as it is kept for a week. */
export interface LineResult {
  seq: number;
  sheet: string;
  line: number;
  outcome: RosterOutcome;
  unitId: string | null;
  /** For somebody whom a check would add: the id they were given for the time of the check. */
  workerId: string | null;
  problems: readonly KeptProblem[];
  changes: readonly Change[];
  asked: { question: RosterQuestion; candidateIds: string[]; content: Buffer; keyId: string } | null;
}

/** A line that could not even be read. */
export const unreadable = (seq: number, errors: readonly LineError[]): LineResult => ({
  seq,
  sheet: errors[0]?.sheet ?? '',
  line: errors[0]?.line ?? 0,
  outcome: 'REFUSED',
  unitId: null,
  workerId: null,
  problems: errors.map(({ column, code, params }) => ({ column, code, ...(params && { params }) })),
  changes: [],
  asked: null,
});
