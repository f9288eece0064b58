import {
  ROSTER_CHANGE_NAMES,
  ROSTER_OUTCOME_NAMES,
  type RosterOutcome,
  type RosterQuestion,
} from '@guantong/contracts';
import { fillIn, LINE_PROBLEMS } from '../../file-import/domain/line-problems.js';
import type { Change } from './line-changes.js';
import { LINE_QUESTIONS } from './line-questions.js';
import type { KeptProblem } from './line-result.js';

export interface ToldLine {
  outcome: RosterOutcome;
  problems: readonly KeptProblem[];
  changes: readonly Change[];
  question: RosterQuestion | null;
}

/** Outcomes of a check that an import would bring about. */
const TO_COME: ReadonlySet<RosterOutcome> = new Set(['ADDED', 'CHANGED', 'MOVED']);

/** What a line came to, as a sentence. It names the fields that change, but shows nothing of what stands in them. */
export function lineText(
  { outcome, problems, changes, question }: ToldLine,
  dryRun: boolean,
): { zh: string; en: string } {
  const name = ROSTER_OUTCOME_NAMES[outcome];
  const zh = dryRun && TO_COME.has(outcome) ? `将${name.zh}` : name.zh;
  const en = dryRun && TO_COME.has(outcome) ? `Would be: ${name.en}` : name.en;
  if (outcome === 'QUESTION' && question) {
    return { zh: `${zh}：${LINE_QUESTIONS[question].zh}`, en: `${en}: ${LINE_QUESTIONS[question].en}` };
  }
  if (problems.length > 0) {
    const texts = problems.map(problemText);
    return { zh: `${zh}：${texts.map((t) => t.zh).join('')}`, en: `${en}: ${texts.map((t) => t.en).join(' ')}` };
  }
  if (changes.length === 0) return { zh, en };
  const fields = changes.map(([field]) => ROSTER_CHANGE_NAMES[field]).join('、');
  return { zh: `${zh}：${fields}`, en: `${en}: ${changes.map(([field]) => field).join(', ')}` };
}

/** Without the personal data that a line has: the texts name columns and rules only. */
export function problemText({ code, column, params }: KeptProblem): { zh: string; en: string } {
  const text = LINE_PROBLEMS[code];
  return { zh: fillIn(text.zh, { column, ...params }), en: fillIn(text.en, { column, ...params }) };
}
