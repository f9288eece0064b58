import { newId } from '@guantong/platform';
import type { LineError, LineProblem } from '../../file-import/domain/line-problems.js';
import { differs, type KnownWorker, type PlacedLine, recognise } from './recognise.js';

export interface Recognition {
  line: PlacedLine;
  /** As the roster has the worker; undefined for somebody new. */
  before: KnownWorker | undefined;
  id: string;
}

export interface BatchPlan {
  recognised: Recognition[];
  errors: LineError[];
}

/** Decides, line by line, whom a thousand lines are about; each line sees what those before it have done. */
export function planBatch(lines: readonly PlacedLine[], candidates: ReadonlyMap<number, KnownWorker[]>): BatchPlan {
  const plan: BatchPlan = { recognised: [], errors: [] };
  const met = new Map<string, KnownWorker>();
  const metBy = new Map<string, Set<string>>();
  const refuse = (line: PlacedLine, code: LineProblem) =>
    plan.errors.push({ sheet: line.sheet, line: line.line, column: '', code });

  for (const [i, line] of lines.entries()) {
    const inBatch = keysOf(line).flatMap((key) => [...(metBy.get(key) ?? [])]);
    const known = new Map<string, KnownWorker>();
    for (const worker of candidates.get(i) ?? []) known.set(worker.id, met.get(worker.id) ?? worker);
    for (const id of inBatch) known.set(id, met.get(id) as KnownWorker);
    const found = recognise(line, [...known.values()]);
    if (found === 'PERSON_AMBIGUOUS' || found === 'CARD_TAKEN') {
      refuse(line, found);
      continue;
    }
    const before = found === 'NEW' ? undefined : found.known;
    if (before && met.has(before.id)) {
      refuse(line, 'SAME_PERSON_TWICE');
      continue;
    }
    const id = before?.id ?? newId();
    plan.recognised.push({ line, before, id });
    met.set(id, after(line, before, id));
    for (const key of keysOf(line)) metBy.set(key, (metBy.get(key) ?? new Set()).add(id));
  }
  return plan;
}

export const isUnchanged = ({ line, before }: Recognition): boolean => before !== undefined && !differs(line, before);

const keysOf = (line: PlacedLine): string[] => [
  ...(line.cardNumber ? [`card ${line.cardNumber}`] : []),
  ...(line.phoneIndex ? [`phone ${line.phoneIndex}`] : []),
  `person ${line.unitId} ${line.birthDate} ${line.name}`,
];

/** The worker as the roster will have them once the line is written. */
const after = (line: PlacedLine, before: KnownWorker | undefined, id: string): KnownWorker => ({
  id,
  unitId: line.unitId,
  slot: before?.slot ?? 0,
  name: line.name,
  sex: line.sex,
  birthDate: line.birthDate,
  schooling: line.schooling,
  trade: line.trade,
  employmentForm: line.employmentForm,
  hasSmartphone: line.hasSmartphone,
  cardNumber: line.cardNumber ?? before?.cardNumber ?? null,
  phoneIndex: line.phoneIndex ?? before?.phoneIndex ?? null,
  status: 'ACTIVE',
  inScope: true,
});
