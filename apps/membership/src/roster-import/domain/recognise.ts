import type { RosterQuestion } from '@guantong/contracts';
import type { LineProblem } from '../../file-import/domain/line-problems.js';
import { type RosterLine, sameMonth } from './roster-line.js';

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
  languages: string[];
  readingDifficulty: boolean;
  reachBy: string[];
  cardNumber: string | null;
  /** Blind indexes of phone and ID number, hexadecimal. */
  phoneIndex: string | null;
  idNumberIndex: string | null;
  status: string;
  /** Why somebody is no longer a member. */
  leftKind: string | null;
  /** Unions besides the primary one. */
  secondary: string[];
  /** Whether the importer may touch this worker. */
  inScope: boolean;
}

/** What the importer has said about a line: who it is, somebody new, or that it is to be left out. */
export type LineAnswer = { as: 'WORKER'; workerId: string } | { as: 'NEW' } | { as: 'NOBODY' };

export interface PlacedLine extends Omit<RosterLine, 'idNumber'> {
  /** Its place among the lines of the file, from 0. */
  seq: number;
  unitId: string;
  phoneIndex: string | null;
  idNumberIndex: string | null;
  answer?: LineAnswer;
}

/** Field by field: a copy by spreading costs several times as much, a million times. The ID number itself stays behind. */
export const placedLine = (
  line: RosterLine,
  place: Pick<PlacedLine, 'seq' | 'unitId' | 'phoneIndex' | 'idNumberIndex'>,
): PlacedLine => ({
  sheet: line.sheet,
  line: line.line,
  name: line.name,
  sex: line.sex,
  birthDate: line.birthDate,
  dayKnown: line.dayKnown,
  schooling: line.schooling,
  trade: line.trade,
  employmentForm: line.employmentForm,
  phone: line.phone,
  hasSmartphone: line.hasSmartphone,
  languages: line.languages,
  readingDifficulty: line.readingDifficulty,
  reachBy: line.reachBy,
  cardNumber: line.cardNumber,
  unitCode: line.unitCode,
  unit: line.unit,
  seq: place.seq,
  unitId: place.unitId,
  phoneIndex: place.phoneIndex,
  idNumberIndex: place.idNumberIndex,
});

/** Keys that only one worker can have, and that the roster says are somebody else's. */
export type KeyOfAnother = 'cardNumber' | 'idNumber';

export type Recognised =
  | { is: 'NEW'; not: readonly KeyOfAnother[] }
  | { is: 'KNOWN'; worker: KnownWorker; not: readonly KeyOfAnother[] }
  | { is: 'ASK'; question: RosterQuestion; candidates: readonly KnownWorker[] }
  | { is: 'REFUSED'; code: LineProblem }
  | { is: 'ELSEWHERE'; worker: KnownWorker }
  /** Their primary union is beyond the importer's, this one is another of theirs. */
  | { is: 'HERE_AS_WELL'; worker: KnownWorker }
  | { is: 'LEFT_OUT' };

/** Rosters go on naming people who have retired or died; that they are back is not for a file to say. */
const isGone = (worker: KnownWorker): boolean => worker.leftKind === 'RETIRED' || worker.leftKind === 'DIED';
const known = (worker: KnownWorker): Recognised =>
  isGone(worker) ? ask('HAS_LEFT', [worker]) : { is: 'KNOWN', worker, not: [] };
const ask = (question: RosterQuestion, candidates: readonly KnownWorker[]): Recognised => ({
  is: 'ASK',
  question,
  candidates: [...new Set(candidates)],
});

const SOMEBODY_NEW: Recognised = { is: 'NEW', not: [] };

/**
 * Whom a line is about: the holder of its union card, else of its ID number, else whoever has its phone and name, else
 * whoever has its name and birth date in its union. Nothing is guessed: where several people fit, or what the line says
 * points to different ones, it is asked. Two different cards, or two ID numbers, are two people.
 */
export function recognise(line: PlacedLine, candidates: readonly KnownWorker[]): Recognised {
  if (candidates.length === 0 && !line.answer) return SOMEBODY_NEW;
  const holders = {
    cardNumber: line.cardNumber === null ? undefined : candidates.find((w) => w.cardNumber === line.cardNumber),
    idNumber: line.idNumberIndex === null ? undefined : candidates.find((w) => w.idNumberIndex === line.idNumberIndex),
  };
  if (line.answer) return answered(line.answer, candidates, holders);
  const byCard = holders.cardNumber;
  const byId = holders.idNumber;
  const elsewhere = [byCard, byId].find((w) => w && !w.inScope);
  if (elsewhere) {
    if (elsewhere.secondary.includes(line.unitId)) return { is: 'HERE_AS_WELL', worker: elsewhere };
    if (elsewhere.name === line.name) return { is: 'ELSEWHERE', worker: elsewhere };
    return { is: 'REFUSED', code: elsewhere === byCard ? 'CARD_TAKEN' : 'ID_NUMBER_TAKEN' };
  }
  const mine = candidates.filter((w) => w.inScope);
  const holder = byCard ?? byId;
  return holder ? ofHolder(line, holder, byId, mine) : ofOthers(line, mine, candidates);
}

/** Card or ID number is somebody's: it is this one, unless something else on the line speaks against it. */
function ofHolder(
  line: PlacedLine,
  holder: KnownWorker,
  byId: KnownWorker | undefined,
  mine: readonly KnownWorker[],
): Recognised {
  if (byId && byId !== holder) return ask('KEYS_DISAGREE', [holder, byId]);
  const others = mine.filter(
    (w) => w !== holder && compatible(line, w) && (hasPhoneAndName(line, w) || isThere(line, w)),
  );
  if (others.length > 0) return ask('KEYS_DISAGREE', [holder, ...others]);
  if (!byId && differ(line.idNumberIndex, holder.idNumberIndex)) return ask('OTHER_ID_NUMBER', [holder]);
  return holder.name === line.name || bornAlike(line, holder) ? known(holder) : ask('OTHER_PERSON', [holder]);
}

function ofOthers(line: PlacedLine, mine: readonly KnownWorker[], all: readonly KnownWorker[]): Recognised {
  const possible = mine.filter((w) => compatible(line, w));
  const byPhone = possible.filter((w) => hasPhone(line, w));
  const found = possible.filter((w) => hasPhoneAndName(line, w) || isThere(line, w));
  const [only] = found;
  if (only) {
    if (found.length > 1) return ask('SEVERAL', found);
    if (hasPhone(line, only)) return known(only);
    if (byPhone.length > 0) return ask('KEYS_DISAGREE', [only, ...byPhone]);
    return sureOfDay(line, only) ? known(only) : ask('DAY_UNKNOWN', [only]);
  }
  if (byPhone.length > 0) return ask('OTHER_NAME', byPhone);
  const otherCard = mine.filter((w) => hasPhoneAndName(line, w) && !differ(line.idNumberIndex, w.idNumberIndex));
  if (otherCard.length > 0) return ask('OTHER_CARD', otherCard);
  const away = all.find((w) => !w.inScope && compatible(line, w) && hasPhoneAndName(line, w) && bornAlike(line, w));
  return away ? { is: 'ELSEWHERE', worker: away } : SOMEBODY_NEW;
}

/** A key that belongs to somebody else stays with them, whatever the answer. */
function answered(
  answer: LineAnswer,
  candidates: readonly KnownWorker[],
  holders: Record<KeyOfAnother, KnownWorker | undefined>,
): Recognised {
  if (answer.as === 'NOBODY') return { is: 'LEFT_OUT' };
  const who = answer.as === 'WORKER' ? answer.workerId : undefined;
  const not = (Object.keys(holders) as KeyOfAnother[]).filter((key) => holders[key] && holders[key].id !== who);
  if (who === undefined) return { is: 'NEW', not };
  const worker = candidates.find((w) => w.id === who && w.inScope);
  return worker ? { is: 'KNOWN', worker, not } : { is: 'REFUSED', code: 'CHANGED_SINCE_CHECK' };
}

const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b;
const compatible = (line: PlacedLine, w: KnownWorker): boolean =>
  !differ(line.cardNumber, w.cardNumber) && !differ(line.idNumberIndex, w.idNumberIndex);
const hasPhone = (line: PlacedLine, w: KnownWorker): boolean =>
  line.phoneIndex !== null && w.phoneIndex === line.phoneIndex;
const hasPhoneAndName = (line: PlacedLine, w: KnownWorker): boolean => hasPhone(line, w) && w.name === line.name;
const isThere = (line: PlacedLine, w: KnownWorker): boolean =>
  w.unitId === line.unitId && w.name === line.name && bornAlike(line, w);

/** On the same day; or in the same month, where the file or the roster may have the month only. */
export const bornAlike = (line: PlacedLine, w: KnownWorker): boolean =>
  line.birthDate === w.birthDate ||
  (sameMonth(line.birthDate, w.birthDate) && (!line.dayKnown || w.birthDate.endsWith('-01')));

/** Without a day, a different phone is a sign that it may be somebody else of the same name and month. */
const sureOfDay = (line: PlacedLine, w: KnownWorker): boolean => {
  if (line.dayKnown) return line.birthDate === w.birthDate;
  return !differ(line.phoneIndex, w.phoneIndex);
};
