import { planCity } from './city-plan.js';
import { checkCitySize, type CitySize } from './city-size.js';
import type { GeneratedUnit, GeneratedWorker } from './generated-city.js';
import { eachUnit } from './each-unit.js';
import { eachWorker } from './each-worker.js';

export interface GeneratedCity {
  /** The city first, then districts, direct unions and grassroots unions: a parent always before its children. */
  units(): Iterable<GeneratedUnit>;
  /** Union by union, in the order of `units()`; each call starts again. */
  workers(): Iterable<GeneratedWorker>;
}

/**
 * An invented city. Units and workers are made as they are asked for, so memory does not grow with their number.
 * Throws CityRequestError for a size that cannot be made.
 */
export function generateCity(size: CitySize): GeneratedCity {
  checkCitySize(size);
  const plan = planCity(size.seed, size.unions, size.workers);
  return {
    units: () => eachUnit(size.seed, plan),
    workers: () => eachWorker(size.seed, plan),
  };
}
