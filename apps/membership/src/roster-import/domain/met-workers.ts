import type { Verdict } from './batch-plan.js';
import { birthDateAfter } from './line-changes.js';
import type { KnownWorker, PlacedLine } from './recognise.js';

type Met = Pick<Verdict, 'line' | 'before'>;

/**
 * Whom the lines so far were about, as the roster will have them. What a worker is known by is noted for each line; the
 * worker is put together only for the few lines that meet one again.
 */
export class MetWorkers {
  private readonly byId = new Map<string, Met>();
  private readonly byKey = {
    person: new Map<string, string[]>(),
    cardNumber: new Map<string, string[]>(),
    idNumberIndex: new Map<string, string[]>(),
    phoneIndex: new Map<string, string[]>(),
  };

  has(id: string): boolean {
    return this.byId.has(id);
  }

  get(id: string): KnownWorker | undefined {
    const met = this.byId.get(id);
    return met && after(met, id);
  }

  add(id: string, { line, before }: Met): void {
    this.byId.set(id, { line, before });
    note(this.byKey.person, personOf(line), id);
    note(this.byKey.cardNumber, line.cardNumber, id);
    note(this.byKey.idNumberIndex, line.idNumberIndex, id);
    note(this.byKey.phoneIndex, line.phoneIndex, id);
  }

  /** Those who have one of the line's keys: nearly always nobody. */
  alike(line: PlacedLine): KnownWorker[] {
    const found: KnownWorker[] = [];
    const look = (ids: readonly string[] | undefined) => {
      for (const id of ids ?? []) found.push(this.get(id) as KnownWorker);
    };
    look(this.byKey.person.get(personOf(line)));
    if (line.cardNumber) look(this.byKey.cardNumber.get(line.cardNumber));
    if (line.idNumberIndex) look(this.byKey.idNumberIndex.get(line.idNumberIndex));
    if (line.phoneIndex) look(this.byKey.phoneIndex.get(line.phoneIndex));
    return found;
  }
}

/** The day is left out: where only the month is known, all of the month may be meant. */
const personOf = (line: PlacedLine): string => `${line.unitId} ${line.birthDate.slice(0, 7)} ${line.name}`;

function note(map: Map<string, string[]>, key: string | null, id: string): void {
  if (!key) return;
  const ids = map.get(key);
  if (ids) ids.push(id);
  else map.set(key, [id]);
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
