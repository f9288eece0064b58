import { bareArray, byteaArray, textArray, uuidArray } from '@guantong/persistence';
import type { KnownWorker, PlacedLine } from '../domain/recognise.js';

/** What lines can be recognised by, as seven arrays: union, name, latest birth date, card, phone, ID number, answer. */
export const keysOfLines = (lines: readonly PlacedLine[]): unknown[] => [
  uuidArray(lines, (l) => l.unitId),
  textArray(lines, (l) => l.name),
  bareArray(lines, (l) => (l.dayKnown ? l.birthDate : endOfMonth(l.birthDate))),
  textArray(lines, (l) => l.cardNumber),
  byteaArray(lines, (l) => l.phoneIndex),
  byteaArray(lines, (l) => l.idNumberIndex),
  uuidArray(lines, (l) => (l.answer?.as === 'WORKER' ? l.answer.workerId : null)),
];

/** The lines again, from those arrays as the first seven parameters. */
export const LINES = `select l.*,
         -- the roster may have the first of the month where it knows no day
         date_trunc('month', l.born_to::timestamp)::date as born_from
    from unnest($1::uuid[], $2::text[], $3::date[], $4::text[], $5::bytea[], $6::bytea[], $7::uuid[])
      with ordinality as l (unit_id, name, born_to, card, phone, id_number, answer, ord)`;

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
