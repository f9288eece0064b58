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

/** The place of a member in the audience of a delivery in another union than the one where he reads it now. */
export interface CountedPlace {
  unitId: string;
  slot: number;
}

/** Slots are below 2^20. Kept in step with write_receipts() in SQL, which takes a code apart. */
const SLOT_BITS = 20;
const HIGHEST_REVISION = 2 ** 30;

/** Revision, slot and grade in one number: (revision · 2^20 + slot) · 2 + confirmed. */
export const codeOf = ({ revision, slot, confirmed }: Pick<Receipt, 'revision' | 'slot' | 'confirmed'>): number =>
  (Math.min(revision, HIGHEST_REVISION) * 2 ** SLOT_BITS + slot) * 2 + (confirmed ? 1 : 0);

/** Which of `writers` (1, 2 or 4) writes a union's receipts; goes with coverage_shard() in SQL. */
export const writerOf = (unitId: string, writers: number): number =>
  Number.parseInt(unitId.slice(-1), 16) & (writers - 1);
