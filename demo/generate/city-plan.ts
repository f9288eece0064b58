import { type DirectUnion, directCount, planDirectUnions, workplacesBelow } from './direct-unions.js';
import { Random, weightedTable } from './random.js';
import { shareOut } from './share-out.js';
import { drawSize, sizesFor } from './union-sizes.js';
import { WORKPLACES, type Workplace } from './workplace.js';

/** Streams of random numbers, one per purpose, so that a change in one part of a city leaves the others alone. */
export const STREAM = { direct: 1, unions: 2, units: 3, workers: 4 } as const;

/** The shape of a city in flat arrays: a few hundred kilobytes for 45,000 unions, whatever the number of workers. */
export interface CityPlan {
  readonly directs: readonly DirectUnion[];
  /** Per direct union, how many grassroots unions; these follow each other in that order. */
  readonly unionsBelow: Uint32Array;
  /** Per grassroots union. */
  readonly workplace: Uint8Array;
  readonly size: Uint32Array;
  readonly direct: Uint16Array;
}

export function planCity(seed: number, unions: number, workers: number): CityPlan {
  const directs = planDirectUnions(directCount(unions), new Random(seed, STREAM.direct));
  const unionsBelow = shareOut(
    unions,
    directs.map(({ weight }) => weight),
    1,
  );
  const workplace = new Uint8Array(unions);
  const direct = new Uint16Array(unions);
  const drawn = new Float64Array(unions);
  const random = new Random(seed, STREAM.unions);
  let union = 0;
  directs.forEach((unit, index) => {
    const choices = workplacesBelow(unit);
    const table = weightedTable(choices.map(([, weight]) => weight));
    for (let i = 0; i < (unionsBelow[index] ?? 0); i++, union++) {
      const chosen: Workplace = choices[random.from(table)]?.[0] ?? 'small_firms';
      workplace[union] = WORKPLACES.indexOf(chosen);
      direct[union] = index;
      drawn[union] = drawSize(random, chosen);
    }
  });
  return { directs, unionsBelow, workplace, size: sizesFor(workers, drawn), direct };
}
