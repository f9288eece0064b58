import { SMALLEST_UNION } from './union-sizes.js';

export interface CitySize {
  /** Any whole number from 0; the same seed gives the same city, byte for byte. */
  readonly seed: number;
  /** Grassroots unions, 1 to 45,000; the tiers above come on top. */
  readonly unions: number;
  /** Up to 5,000,000, and at least eight for each union. */
  readonly workers: number;
}

export const LARGEST_CITY = { unions: 45_000, workers: 5_000_000 } as const;

/** A city that cannot be made as asked; the message is one sentence that says what can. */
export class CityRequestError extends Error {
  readonly code = 'CITY_REQUEST';
}

export function checkCitySize({ seed, unions, workers }: CitySize): void {
  const refuse = (sentence: string): never => {
    throw new CityRequestError(sentence);
  };
  if (!Number.isSafeInteger(seed) || seed < 0) refuse('seed must be a whole number from 0.');
  if (!Number.isInteger(unions) || unions < 1 || unions > LARGEST_CITY.unions)
    refuse(`unions must be a whole number from 1 to ${LARGEST_CITY.unions}.`);
  if (!Number.isInteger(workers) || workers > LARGEST_CITY.workers)
    refuse(`workers must be a whole number up to ${LARGEST_CITY.workers}.`);
  if (workers < unions * SMALLEST_UNION)
    refuse(`workers must be at least ${unions * SMALLEST_UNION}: ${SMALLEST_UNION} for each of ${unions} unions.`);
}
