import type { Random } from './random.js';
import { shareOut } from './share-out.js';
import { WORKPLACE_SIZE, type Workplace } from './workplace.js';

/** A union of fewer than this would be too few to form one. */
export const SMALLEST_UNION = 8;

/** Spread of the sizes of one kind of workplace: log-normal, so most are small and a few are very large. */
const SPREAD = 1.1;

/** A single place of work has no more than this, before a city is scaled. */
const LARGEST = 4_500;

export function drawSize(random: Random, workplace: Workplace): number {
  const size = WORKPLACE_SIZE[workplace] * Math.exp(SPREAD * random.normal() - SPREAD ** 2 / 2);
  return Math.min(size, LARGEST);
}

/** Sizes in proportion to what was drawn, at least eight each, adding up to `workers` exactly. */
export const sizesFor = (workers: number, drawn: ArrayLike<number>): Uint32Array =>
  shareOut(workers, drawn, SMALLEST_UNION);
