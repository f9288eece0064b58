import { ageOf } from './birth-date.js';
import { generateCity } from './city-generator.js';
import { SCHOOLINGS } from '@guantong/contracts';
import type { GeneratedWorker } from './generated-city.js';
import type { Workplace } from './workplace.js';

const city = generateCity({ seed: 7, unions: 1_000, workers: 110_000 });
const workplaceOf = new Map([...city.units()].map((unit) => [unit.id, unit.workplace]));
const everybody = [...city.workers()];

const at = (workplace: Workplace): GeneratedWorker[] =>
  everybody.filter(({ unitId }) => workplaceOf.get(unitId) === workplace);
const part = (people: readonly GeneratedWorker[], fits: (worker: GeneratedWorker) => boolean): number => {
  expect(people.length).toBeGreaterThan(500);
  return people.filter(fits).length / people.length;
};

const over50 = ({ birthDate }: GeneratedWorker): boolean => ageOf(birthDate) >= 50;
const isMan = ({ sex }: GeneratedWorker): boolean => sex === 'M';
const isMigrant = ({ employmentForm }: GeneratedWorker): boolean => employmentForm === 'migrant';
const atMostLowerSecondary = ({ schooling }: GeneratedWorker): boolean =>
  SCHOOLINGS.indexOf(schooling) <= SCHOOLINGS.indexOf('lower_secondary');
const fromUniversity = ({ schooling }: GeneratedWorker): boolean =>
  SCHOOLINGS.indexOf(schooling) >= SCHOOLINGS.indexOf('university');

/** `toBeCloseTo` with one digit: within five per cent of all of them. */
const PER_CENT = 1;

describe('who works where', () => {
  it('migrant workers: two thirds at most lower secondary, a third over 50', () => {
    const migrants = everybody.filter(isMigrant);
    expect(part(migrants, atMostLowerSecondary)).toBeCloseTo(2 / 3, PER_CENT);
    expect(part(migrants, over50)).toBeCloseTo(1 / 3, PER_CENT);
  });

  it('building sites: mostly male migrant workers, and so schooled and aged', () => {
    const site = at('building_site');
    expect(part(site, isMan)).toBeCloseTo(0.9, PER_CENT);
    expect(part(site, isMigrant)).toBeCloseTo(0.94, PER_CENT);
    expect(part(site, atMostLowerSecondary)).toBeCloseTo(2 / 3, PER_CENT);
    expect(part(site, over50)).toBeCloseTo(1 / 3, PER_CENT);
  });

  it('sanitation is old, couriers are young men', () => {
    expect(part(at('sanitation'), over50)).toBeCloseTo(0.54, PER_CENT);
    expect(part(at('courier'), ({ birthDate }) => ageOf(birthDate) < 40)).toBeCloseTo(0.83, PER_CENT);
    expect(part(at('courier'), isMan)).toBeCloseTo(0.84, PER_CENT);
  });

  it('schools are of the university, hospitals of women', () => {
    expect(part(at('school'), fromUniversity)).toBeCloseTo(0.78, PER_CENT);
    expect(part(at('hospital'), isMan)).toBeCloseTo(0.21, PER_CENT);
  });

  it('those without a smartphone are mostly over 50, as are those whose number is not known', () => {
    const without = everybody.filter(({ hasSmartphone }) => !hasSmartphone);
    expect(without.length / everybody.length).toBeCloseTo(0.065, PER_CENT);
    expect(part(without, over50)).toBeGreaterThan(0.55);
    const unknown = part(without, ({ phone }) => phone === null);
    expect(unknown).toBeGreaterThan(5 * part(everybody, ({ hasSmartphone, phone }) => hasSmartphone && phone === null));
  });

  it('everybody is of working age and has a name, a trade and a valid date of birth', () => {
    const odd = everybody.filter(
      ({ birthDate, name, trade }) =>
        ageOf(birthDate) < 18 ||
        ageOf(birthDate) > 67 ||
        new Date(birthDate).toISOString().slice(0, 10) !== birthDate ||
        !/^\p{Script=Han}{2,4}$/u.test(name) ||
        trade === '',
    );
    expect(odd).toEqual([]);
  });
});
