import type { Verdict } from './batch-plan.js';
import { birthDateAfter } from './line-changes.js';
import type { KnownWorker, PlacedLine } from './recognise.js';
import { sameMonth } from './roster-line.js';

interface Met extends Pick<Verdict, 'line' | 'before'> {
  id: string;
}

/** Of a key, the line whose worker has it; a list only where there are several, because nearly always there is one. */
type Holders = Map<string, Met | Met[]>;

/**
 * Whom the lines so far were about, as the roster will have them. What a worker is known by is noted for each line; the
 * worker is put together only for the few lines that meet one again.
 */
export class MetWorkers {
  /** Those whom the roster has. */
  private readonly known = new Map<string, Met>();
  /** Name, union and month are not put together into one key: that text would be made anew for every line. */
  private readonly names: Holders = new Map();
  private readonly cardNumbers: Holders = new Map();
  private readonly idNumbers: Holders = new Map();
  private readonly phones: Holders = new Map();

  get(id: string): KnownWorker | undefined {
    const met = this.known.get(id);
    return met && after(met);
  }

  /** False when a line was about this worker already. */
  add(met: Met, alike: readonly KnownWorker[]): boolean {
    const { id, line, before } = met;
    if (this.known.has(id) || alike.some((worker) => worker.id === id)) return false;
    if (before) this.known.set(id, met);
    note(this.names, line.name, met);
    if (line.cardNumber) note(this.cardNumbers, line.cardNumber, met);
    if (line.idNumberIndex) note(this.idNumbers, line.idNumberIndex, met);
    if (line.phone) note(this.phones, line.phone, met);
    return true;
  }

  /** Those who have one of the line's keys: nearly always nobody. */
  alike(line: PlacedLine): readonly KnownWorker[] {
    const name = this.names.get(line.name);
    const card = line.cardNumber ? this.cardNumbers.get(line.cardNumber) : undefined;
    const idNumber = line.idNumberIndex ? this.idNumbers.get(line.idNumberIndex) : undefined;
    const phone = line.phone ? this.phones.get(line.phone) : undefined;
    if (!name && !card && !idNumber && !phone) return NOBODY;
    const persons = listOf(name).filter((met) => isSamePerson(met.line, line));
    return [...persons, ...listOf(card), ...listOf(idNumber), ...listOf(phone)].map(after);
  }
}

const NOBODY: readonly KnownWorker[] = [];
const listOf = (mets: Met | Met[] | undefined): readonly Met[] =>
  mets === undefined ? [] : Array.isArray(mets) ? mets : [mets];

/** Of the same name. The day is left out: where only the month is known, all of the month may be meant. */
const isSamePerson = (a: PlacedLine, b: PlacedLine): boolean =>
  a.unitId === b.unitId && sameMonth(a.birthDate, b.birthDate);

function note(holders: Holders, key: string, met: Met): void {
  const there = holders.get(key);
  if (there === undefined) holders.set(key, met);
  else if (Array.isArray(there)) there.push(met);
  else holders.set(key, [there, met]);
}

/** The worker as the roster will have them once the line is written. */
const after = ({ id, line, before }: Met): KnownWorker => ({
  id,
  unitId: line.unitId,
  slot: before?.slot ?? 0,
  name: line.name,
  sex: line.sex,
  birthDate: before ? birthDateAfter(line, before) : line.birthDate,
  schooling: line.schooling ?? before?.schooling ?? '',
  trade: line.trade ?? before?.trade ?? '',
  employmentForm: line.employmentForm ?? before?.employmentForm ?? '',
  hasSmartphone: line.hasSmartphone ?? before?.hasSmartphone ?? false,
  languages: line.languages ?? before?.languages ?? [],
  readingDifficulty: line.readingDifficulty ?? before?.readingDifficulty ?? false,
  reachBy: line.reachBy ?? before?.reachBy ?? [],
  cardNumber: line.cardNumber ?? before?.cardNumber ?? null,
  phoneIndex: line.phoneIndex ?? before?.phoneIndex ?? null,
  idNumberIndex: line.idNumberIndex ?? before?.idNumberIndex ?? null,
  status: 'ACTIVE',
  leftKind: null,
  secondary: before?.secondary ?? [],
  inScope: true,
});
