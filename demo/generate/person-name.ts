import type { Sex } from '@guantong/contracts';
import { GIVEN_NAMES, SURNAMES } from './name-characters.js';
import { weightedTable, type Random } from './random.js';

const surnames = SURNAMES.map(([surname]) => surname);
const surnameTable = weightedTable(SURNAMES.map(([, weight]) => weight));

interface Characters {
  readonly first: readonly string[];
  readonly second: readonly string[];
}
const split = ([first, second]: readonly [string, string]): Characters => ({
  first: Array.from(first),
  second: Array.from(second),
});
const given: Record<Sex, { before1985: Characters; since1985: Characters }> = {
  M: { before1985: split(GIVEN_NAMES.M.before1985), since1985: split(GIVEN_NAMES.M.since1985) },
  F: { before1985: split(GIVEN_NAMES.F.before1985), since1985: split(GIVEN_NAMES.F.since1985) },
};

/** One name in seven has a single given character. */
const SINGLE = 1 / 7;

/** An invented name: a family name and one or two given-name characters of the time, drawn apart from each other. */
export function personName(random: Random, sex: Sex, birthDate: string): string {
  const characters = birthDate < '1985' ? given[sex].before1985 : given[sex].since1985;
  const surname = surnames[random.from(surnameTable)] ?? '';
  const second = characters.second[random.below(characters.second.length)] ?? '';
  if (random.chance(SINGLE)) return surname + second;
  return surname + (characters.first[random.below(characters.first.length)] ?? '') + second;
}
