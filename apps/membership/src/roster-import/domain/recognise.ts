import type { RosterLine } from './roster-line.js';

/** A worker of the roster who may be the one of a line. */
export interface KnownWorker {
  id: string;
  unitId: string;
  slot: number;
  name: string;
  sex: string;
  birthDate: string;
  schooling: string;
  trade: string;
  employmentForm: string;
  hasSmartphone: boolean;
  cardNumber: string | null;
  /** Blind index of the phone, hexadecimal. */
  phoneIndex: string | null;
  status: string;
  /** Whether the importer may touch this worker. */
  inScope: boolean;
}

export interface PlacedLine extends RosterLine {
  unitId: string;
  phoneIndex: string | null;
}

export type Recognised = { known: KnownWorker } | 'NEW' | 'PERSON_AMBIGUOUS' | 'CARD_TAKEN';

/**
 * Whom a line is about: the holder of its union card, else whoever has its phone, else whoever has its name and birth
 * date in its union. Two different cards are two people. Families share phones, so a phone alone decides nothing:
 * name or birth date must agree as well. Never guessed: several people are an error.
 */
export function recognise(line: PlacedLine, candidates: readonly KnownWorker[]): Recognised {
  const holder = line.cardNumber ? candidates.find((w) => w.cardNumber === line.cardNumber) : undefined;
  if (holder) return holder.inScope ? { known: holder } : 'CARD_TAKEN';
  const possible = candidates.filter((w) => w.inScope && (w.cardNumber === null || line.cardNumber === null));
  const byPhone = possible.filter(
    (w) =>
      line.phoneIndex !== null &&
      w.phoneIndex === line.phoneIndex &&
      (w.name === line.name || w.birthDate === line.birthDate),
  );
  const byPerson = possible.filter(
    (w) => w.unitId === line.unitId && w.name === line.name && w.birthDate === line.birthDate,
  );
  const found = byPhone.length > 0 ? byPhone : byPerson;
  if (found.length > 1) return 'PERSON_AMBIGUOUS';
  return found[0] ? { known: found[0] } : 'NEW';
}

/** Whether a line says anything that the roster does not have yet. What a line leaves open stays as it is. */
export const differs = (line: PlacedLine, known: KnownWorker): boolean =>
  line.unitId !== known.unitId ||
  line.name !== known.name ||
  line.sex !== known.sex ||
  line.birthDate !== known.birthDate ||
  line.schooling !== known.schooling ||
  line.trade !== known.trade ||
  line.employmentForm !== known.employmentForm ||
  line.hasSmartphone !== known.hasSmartphone ||
  (line.cardNumber !== null && line.cardNumber !== known.cardNumber) ||
  (line.phoneIndex !== null && line.phoneIndex !== known.phoneIndex) ||
  known.status !== 'ACTIVE';
