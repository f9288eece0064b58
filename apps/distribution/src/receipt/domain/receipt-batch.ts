import { codeOf, type CountedPlace, type Receipt } from './receipt.js';

/** Whether it was for this member of the union; when he is counted in another one, where. */
export type ReceiptOutcome = boolean | CountedPlace;

interface Entry {
  slot: number;
  revision: number;
  confirmed: boolean;
  promise: Promise<ReceiptOutcome>;
  resolve: (outcome: ReceiptOutcome) => void;
  reject: (error: unknown) => void;
}

function newEntry(slot: number, revision: number, confirmed: boolean): Entry {
  const entry = { slot, revision, confirmed } as Entry;
  entry.promise = new Promise((resolve, reject) => {
    entry.resolve = resolve;
    entry.reject = reject;
  });
  return entry;
}

interface Group {
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

const inOrder = <T>(map: ReadonlyMap<string, T>): T[] =>
  [...map].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);

/**
 * Receipts gathered for one statement. Bits of a union lie together, so its receipts go together: a row per delivery,
 * not per receipt. Receipts of one worker for one post are one, the highest of each, with one answer.
 */
export class ReceiptBatch {
  /** Of a post, of a union. Two maps: joining ids to one key would cost more than all the rest. */
  private readonly groups = new Map<string, Map<string, Group>>();
  private sorted: Group[] = [];
  size = 0;

  /** Resolves with the batch. */
  add({ postId, unitId, slot, revision, confirmed }: Receipt): Promise<ReceiptOutcome> {
    const { entries } = this.groupOf(postId, unitId);
    let entry = entries.get(slot);
    if (entry) {
      entry.revision = Math.max(entry.revision, revision);
      entry.confirmed ||= confirmed;
    } else {
      entry = newEntry(slot, revision, confirmed);
      entries.set(slot, entry);
      this.size++;
    }
    return entry.promise;
  }

  private groupOf(postId: string, unitId: string): Group {
    let ofPost = this.groups.get(postId);
    if (!ofPost) this.groups.set(postId, (ofPost = new Map<string, Group>()));
    let group = ofPost.get(unitId);
    if (!group) ofPost.set(unitId, (group = { postId, unitId, entries: new Map<number, Entry>() }));
    return group;
  }

  /** In the order in which rows are locked: by post and union. */
  deliveries(): DeliveryReceipts[] {
    this.sorted = inOrder(this.groups).flatMap(inOrder);
    return this.sorted.map(({ postId, unitId, entries }) => ({
      postId,
      unitId,
      codes: Array.from(entries.values(), codeOf),
    }));
  }

  /** `outcome(delivery, nth)`: what became of the nth receipt (from 0) of that delivery. */
  settle(outcome: (delivery: number, nth: number) => ReceiptOutcome): void {
    for (const [d, group] of this.sorted.entries()) {
      let nth = 0;
      for (const entry of group.entries.values()) entry.resolve(outcome(d, nth++));
    }
  }

  fail(error: unknown): void {
    for (const group of this.sorted) for (const entry of group.entries.values()) entry.reject(error);
  }
}
