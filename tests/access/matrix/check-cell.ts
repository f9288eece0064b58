import { canariesIn } from '../city/canaries.js';
import type { Asker } from '../city/people.js';
import { relationOf } from '../city/places.js';
import type { Subject } from '../city/subject.js';
import type { Rule } from '../rules/rule.js';
import type { Answer } from './ask.js';
import { mayKnow } from './entitlement.js';
import type { Outcome } from './expected.js';

/** What a refusal for who one is, or for whose it is, is called. */
const REFUSALS = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CASE_ELSEWHERE', 'RECEIPT_CODE_UNKNOWN']);
/** The system did not get to the question. */
const FAILURES = new Set([
  'INTERNAL',
  'SERVICE_UNAVAILABLE',
  'SERVICE_TIMEOUT',
  'TOO_MANY_REQUESTS',
  'MALFORMED_REQUEST',
]);

export interface Cell {
  rule: Rule;
  asker: Asker;
  subject: Subject | undefined;
  outcome: Outcome;
  answer: Answer;
  /** The same, asked about something that does not exist; for cells that must not be told from it. */
  missing: Answer | undefined;
}

/** What is wrong with one answer, in a sentence each. */
export function problemsOf({ rule, asker, subject, outcome, answer, missing }: Cell): string[] {
  const { person } = asker;
  const whose = subject
    ? ` about ${subject.owner ?? subject.place}'s${person.kind === 'NOBODY' ? '' : ` (${relationOf(person.at, subject.place)})`}`
    : '';
  const says = (problem: string) => `${asker.name}${whose}: ${problem}`;
  const problems: string[] = [];
  const { code } = answer;
  if (code && FAILURES.has(code)) problems.push(says(`could not be asked: ${code}`));
  const isRefusal = code !== undefined && (REFUSALS.has(code) || (rule.refusedWith ?? []).includes(code));
  if (outcome === 'ALLOWED' && isRefusal && code !== rule.thenRefusedWith)
    problems.push(says(`refused with ${code}, though it may`));
  if ((outcome === 'REFUSED' || outcome === 'SEEN') && !isRefusal)
    problems.push(says(`answered with ${code ?? 'success'}, though it may not`));
  if (outcome === 'LEFT_OUT' && code) problems.push(says(`${code} instead of an answer that leaves it out`));
  const mustBeLikeMissing = outcome === 'REFUSED' || (outcome === 'LEFT_OUT' && rule.leavesOut !== 'narrowed');
  if (mustBeLikeMissing && missing && !isSame(answer, missing))
    problems.push(says(`told from a missing one: ${inShort(answer)} and ${inShort(missing)}`));
  for (const found of canariesIn(answer.text)) {
    const shown = (outcome === 'ALLOWED' || rule.leavesOut === 'narrowed') && rule.shows?.includes(found.secret);
    if (!shown && !mayKnow(person, found))
      problems.push(says(`hears ${found.secret} of ${found.place} (${outcome}, ${code ?? 'success'})`));
  }
  return problems;
}

const isSame = (one: Answer, other: Answer): boolean =>
  one.code === other.code && JSON.stringify(one.body) === JSON.stringify(other.body);

const inShort = ({ code, body }: Answer): string => `${code ?? 'success'} ${JSON.stringify(body).slice(0, 200)}`;
