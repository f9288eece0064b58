/** That a worker, by his place in his union, has read a text, or signed for it. */
export interface Receipt {
  postId: string;
  unitId: string;
  slot: number;
  /** Of the text that was read. */
  revision: number;
  /** Signed for, which says read as well. */
  confirmed: boolean;
}

/** Receipts with the same key are one: the highest of each. */
export const receiptKey = (r: Receipt): string => `${r.postId}${r.unitId}${r.slot}`;

export const merged = (a: Receipt, b: Receipt): Receipt => ({
  ...a,
  revision: Math.max(a.revision, b.revision),
  confirmed: a.confirmed || b.confirmed,
});

/** Which of `writers` (a power of two, 8 at most) writes a union's receipts; goes with coverage_shard() in SQL. */
export const writerOf = (unitId: string, writers: number): number =>
  Number.parseInt(unitId.slice(-1), 16) & (writers - 1);
