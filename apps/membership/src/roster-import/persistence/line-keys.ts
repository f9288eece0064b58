import type { KnownWorker, PlacedLine } from '../domain/recognise.js';
import { bareArray, textArray } from './array-literal.js';
import { byteaArray, uuidArray } from './binary-array.js';

/** What lines can be recognised by, as eight arrays: union, name, born from and to, card, phone, ID number, answer. */
export const keysOfLines = (lines: readonly PlacedLine[]): unknown[] => [
  uuidArray(lines, (l) => l.unitId),
  textArray(lines, (l) => l.name),
  // the roster may have the first of the month where it knows no day
  bareArray(lines, (l) => `${l.birthDate.slice(0, 7)}-01`),
  bareArray(lines, (l) => (l.dayKnown ? l.birthDate : endOfMonth(l.birthDate))),
  textArray(lines, (l) => l.cardNumber),
  byteaArray(lines, (l) => l.phoneIndex),
  byteaArray(lines, (l) => l.idNumberIndex),
  uuidArray(lines, (l) => (l.answer?.as === 'WORKER' ? l.answer.workerId : null)),
];

function endOfMonth(date: string): string {
  const [year = 0, month = 0] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** From rows with the line's place, from 1, to the workers of each place, from 0. */
export function byLine(rows: readonly (KnownWorker & { ord: number })[]): Map<number, KnownWorker[]> {
  const lines = new Map<number, KnownWorker[]>();
  for (const { ord, ...known } of rows) {
    const list = lines.get(ord - 1);
    if (list) list.push(known);
    else lines.set(ord - 1, [known]);
  }
  return lines;
}
