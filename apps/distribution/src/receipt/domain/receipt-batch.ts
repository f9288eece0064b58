import { codeOf, type Receipt } from './receipt.js';

/** Whoever waits for a receipt to be durable. */
export interface Waiting {
  resolve: (fits: boolean) => void;
  reject: (error: unknown) => void;
}

interface Entry {
  slot: number;
  revision: number;
  confirmed: boolean;
  waiting: Waiting[];
}

interface Group {
  key: string;
  postId: string;
  unitId: string;
  entries: Map<number, Entry>;
}

/** The receipts of a batch for one delivery, as they go to the database. */
export interface DeliveryReceipts {
  postId: string;
  unitId: string;
  /** One number per receipt, see `codeOf`; one receipt per slot. */
  codes: number[];
}

/**
 * Receipts gathered for one statement. Bits of a union lie together, so its receipts go together: a row per delivery,
 * not per receipt. Receipts of one worker for one post are one, the highest of each.
 */
export class ReceiptBatch {
  private readonly groups = new Map<string, Group>();
  private sorted: Group[] = [];
  size = 0;

  add({ postId, unitId, slot, revision, confirmed }: Receipt, waiting: Waiting): void {
    const key = postId + unitId;
    let group = this.groups.get(key);
    if (!group) this.groups.set(key, (group = { key, postId, unitId, entries: new Map() }));
    const entry = group.entries.get(slot);
    if (entry) {
      entry.revision = Math.max(entry.revision, revision);
      entry.confirmed ||= confirmed;
      entry.waiting.push(waiting);
      return;
    }
    group.entries.set(slot, { slot, revision, confirmed, waiting: [waiting] });
    this.size++;
  }

  /** In the order in which rows are locked: by post and union. */
  deliveries(): DeliveryReceipts[] {
    this.sorted = [...this.groups.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
    return this.sorted.map(({ postId, unitId, entries }) => ({
      postId,
      unitId,
      codes: Array.from(entries.values(), codeOf),
    }));
  }

  /** `fits(delivery, nth)`: whether the nth receipt (from 0) of that delivery was for a member of its audience. */
  settle(fits: (delivery: number, nth: number) => boolean): void {
    for (const [d, group] of this.sorted.entries()) {
      let nth = 0;
      for (const entry of group.entries.values()) {
        const fit = fits(d, nth++);
        for (const waiting of entry.waiting) waiting.resolve(fit);
      }
    }
  }

  fail(error: unknown): void {
    for (const group of this.groups.values()) {
      for (const entry of group.entries.values()) for (const waiting of entry.waiting) waiting.reject(error);
    }
  }
}
