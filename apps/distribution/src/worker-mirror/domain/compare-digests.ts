export type DigestTuple = [unitId: string, count: number, revisionSum: number];

interface Difference {
  unitId: string;
  /** By the longer of the two sides. */
  workers: number;
}

/** Unions that only one side has, or that the two sides have differently. */
export function differing(
  theirs: readonly DigestTuple[],
  own: readonly { unitId: string; count: number; revisionSum: number }[],
): Difference[] {
  const mine = new Map(own.map((d) => [d.unitId, d]));
  const wrong: Difference[] = [];
  for (const [unitId, count, revisionSum] of theirs) {
    const d = mine.get(unitId);
    if (d?.count !== count || d.revisionSum !== revisionSum)
      wrong.push({ unitId, workers: Math.max(count, d?.count ?? 0) });
    mine.delete(unitId);
  }
  // A union that is empty here and unknown there (all its members have moved on) is no difference.
  for (const d of mine.values()) if (d.count > 0) wrong.push({ unitId: d.unitId, workers: d.count });
  return wrong;
}

/** Unions asked for and written together. */
const UNIONS_PER_BATCH = 50;
/** Unless one union has more by itself; one row is some 300 bytes on the way. */
const WORKERS_PER_BATCH = 5000;

export function inBatches(differences: readonly Difference[]): string[][] {
  const batches: string[][] = [];
  let batch: string[] = [];
  let workers = 0;
  for (const d of differences) {
    if (batch.length === UNIONS_PER_BATCH || (batch.length > 0 && workers + d.workers > WORKERS_PER_BATCH)) {
      batches.push(batch);
      batch = [];
      workers = 0;
    }
    batch.push(d.unitId);
    workers += d.workers;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
