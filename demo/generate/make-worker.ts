import { birthDateIn } from './birth-date.js';
import { workerId } from './deterministic-id.js';
import { SCHOOLINGS, type EmploymentForm } from '@guantong/contracts';
import type { GeneratedWorker } from './generated-city.js';
import { cardNumber, phoneNumber } from './invented-numbers.js';
import { personName } from './person-name.js';
import { type Random, weightedTable } from './random.js';
import { CREWS } from './workplace-crews.js';
import type { Crew, Workplace } from './workplace.js';

interface CrewTables {
  readonly crew: Crew;
  readonly ages: Uint16Array;
  readonly under40: Uint16Array;
  readonly from40: Uint16Array;
}
interface WorkplaceTables {
  readonly crew: Uint16Array;
  readonly crews: readonly CrewTables[];
}

const tablesOf = (crews: readonly Crew[]): WorkplaceTables => ({
  crew: weightedTable(crews.map(({ share }) => share)),
  crews: crews.map((crew) => ({
    crew,
    ages: weightedTable(crew.ages),
    under40: weightedTable(crew.schooling.under40),
    from40: weightedTable(crew.schooling.from40),
  })),
});
const tables = new Map(Object.entries(CREWS).map(([workplace, crews]) => [workplace, tablesOf(crews)]));

/** Band 3 of AGE_BANDS starts at 40. */
const FIRST_BAND_FROM_40 = 3;

/** Who has a smartphone, by age band; schooling at most lower secondary takes a tenth off from 40 on. */
const SMARTPHONE = [0.995, 0.995, 0.985, 0.965, 0.88, 0.68] as const;

/** A roster lacks some numbers, and more of those who have no smartphone. */
const NO_NUMBER = { withSmartphone: 0.03, without: 0.3 } as const;

export interface Place {
  readonly unitId: string;
  readonly unitCode: string;
  readonly workplace: Workplace;
}

/** One worker. `serial` counts over the whole city (below 10,000,000) and makes phone, card and id unique. */
export function makeWorker(random: Random, seed: number, serial: number, place: Place, slot: number): GeneratedWorker {
  const at = tables.get(place.workplace);
  const chosen = at?.crews[random.from(at.crew)];
  if (!chosen) throw new Error(`no crews are described for ${place.workplace}`);
  const { crew } = chosen;
  const sex = random.chance(crew.men) ? 'M' : 'F';
  const band = random.from(chosen.ages);
  const older = band >= FIRST_BAND_FROM_40;
  const level = random.from(older ? chosen.from40 : chosen.under40);
  const birthDate = birthDateIn(random, band);
  const hasSmartphone = random.chance((SMARTPHONE[band] ?? 1) * (older && level < 2 ? 0.9 : 1));
  const noNumber = random.chance(hasSmartphone ? NO_NUMBER.withSmartphone : NO_NUMBER.without);
  const form: EmploymentForm = crew.form;
  return {
    id: workerId(serial, random),
    unitId: place.unitId,
    unitCode: place.unitCode,
    name: personName(random, sex, birthDate),
    sex,
    birthDate,
    schooling: SCHOOLINGS[level] ?? 'primary',
    trade: crew.trades[random.below(crew.trades.length)] ?? '',
    employmentForm: form,
    phone: noNumber ? null : phoneNumber(seed, serial),
    hasSmartphone,
    cardNumber: cardNumber(seed, serial),
    slot,
  };
}
