import { AGE_BANDS } from './age-and-schooling-mixes.js';
import type { Random } from './random.js';

/** Ages are those on this day, so that the same seed gives the same people in any year. */
export const AGES_AS_OF = '2026-03-01';

const DAY = 86_400_000;
const asOf = Date.parse(AGES_AS_OF);
const oldest = Math.ceil(68 * 365.25) + 1;

/** `daysBefore[n]` is the date n days before AGES_AS_OF: a look-up is far cheaper than making a date. */
const daysBefore = Array.from({ length: oldest + 1 }, (_, days) =>
  new Date(asOf - days * DAY).toISOString().slice(0, 10),
);

const spans = AGE_BANDS.map(([first, last]) => ({
  from: Math.ceil(first * 365.25),
  length: Math.floor((last + 1 - first) * 365.25) - 1,
}));

/** A date of birth, every day of the age band being equally likely. */
export function birthDateIn(random: Random, band: number): string {
  const span = spans[band];
  if (!span) throw new RangeError(`no age band ${band}`);
  return daysBefore[span.from + random.below(span.length)] ?? AGES_AS_OF;
}

/** Whole years on AGES_AS_OF. */
export function ageOf(birthDate: string): number {
  const years = Number(AGES_AS_OF.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return birthDate.slice(5) > AGES_AS_OF.slice(5) ? years - 1 : years;
}
