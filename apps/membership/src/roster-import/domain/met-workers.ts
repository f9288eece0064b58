import type { Verdict } from './batch-plan.js';
import { birthDateAfter } from './line-changes.js';
import type { KnownWorker, PlacedLine } from './recognise.js';

type Met = Pick<Verdict, 'line' | 'before'>;

/** Of a key, the worker who has it; a list only where there are several, because nearly always there is one. */
type Holders = Map<string, string | string[]>;

/**
 * Whom the lines so far were about, as the roster will have them. What a worker is known by is noted for each line; the
 * worker is put together only for the few lines that meet one again.
 */
export class MetWorkers {
  private readonly byId = new Map<string, Met>();
  private readonly persons: Holders = new Map();
  private readonly cardNumbers: Holders = new Map();
  private readonly idNumbers: Holders = new Map();
  private readonly phones: Holders = new Map();

  has(id: string): boolean {
    return this.byId.has(id);
  }

  get(id: string): KnownWorker | undefined {
    const met = this.byId.get(id);
    return met && after(met, id);
  }

  add(id: string, met: Met): void {
    const { line } = met;
    this.byId.set(id, met);
    note(this.persons, personOf(line), id);
    if (line.cardNumber) note(this.cardNumbers, line.cardNumber, id);
    if (line.idNumberIndex) note(this.idNumbers, line.idNumberIndex, id);
    if (line.phone) note(this.phones, line.phone, id);
  }

  /** Those who have one of the line's keys: nearly always nobody. */
  alike(line: PlacedLine): readonly KnownWorker[] {
    const person = this.persons.get(personOf(line));
    const card = line.cardNumber ? this.cardNumbers.get(line.cardNumber) : undefined;
    const idNumber = line.idNumberIndex ? this.idNumbers.get(line.idNumberIndex) : undefined;
    const phone = line.phone ? this.phones.get(line.phone) : undefined;
    if (!person && !card && !idNumber && !phone) return NOBODY;
    return [person, card, idNumber, phone].flatMap((ids = []) =>
      (typeof ids === 'string' ? [ids] : ids).map((id) => this.get(id) as KnownWorker),
    );
  }
}

const NOBODY: readonly KnownWorker[] = [];

/** The day is left out: where only the month is known, all of the month may be meant. */
const personOf = (line: PlacedLine): string => `${line.name}${line.birthDate.slice(0, 7)}${line.unitId}`;

function note(holders: Holders, key: string, id: string): void {
  const there = holders.get(key);
  if (there === undefined) holders.set(key, id);
  else if (typeof there === 'string') holders.set(key, [there, id]);
  else there.push(id);
}

/** The worker as the roster will have them once the line is written. */
const after = ({ line, before }: Met, id: string): KnownWorker => ({
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
