import type { MirroredWorker } from '@guantong/contracts';

/** In a union's bitmaps. */
export interface Place {
  unitId: string;
  slot: number;
}

/** A worker's way from a place that is over to one that is new. */
export interface PlaceMove {
  workerId: string;
  from: Place;
  to: Place;
}

const same = (a: Place, b: Place): boolean => a.unitId === b.unitId && a.slot === b.slot;

/** All unions of a worker, the primary one first. */
export const placesIn = ({ unitId, slot, secondary = [] }: MirroredWorker): Place[] => [{ unitId, slot }, ...secondary];

/** From each place that a worker has lost to each that is new: what was read there is read here. */
export function movesOf(before: readonly Place[], now: MirroredWorker): PlaceMove[] {
  const after = placesIn(now);
  const over = before.filter((place) => !after.some((other) => same(place, other)));
  const fresh = after.filter((place) => !before.some((other) => same(place, other)));
  return over.flatMap((from) => fresh.map((to) => ({ workerId: now.workerId, from, to })));
}

/** The newest state of each worker in a batch of messages, by the id as PostgreSQL writes it. */
export function newestOf(workers: readonly MirroredWorker[]): Map<string, MirroredWorker> {
  const newest = new Map<string, MirroredWorker>();
  for (const worker of workers) {
    const id = worker.workerId.toLowerCase();
    const other = newest.get(id);
    if (!other || other.revision < worker.revision) newest.set(id, worker);
  }
  return newest;
}
