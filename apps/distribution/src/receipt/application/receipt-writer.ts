import { fail } from '@guantong/contracts';
import { merged, type Receipt, receiptKey } from '../domain/receipt.js';

interface Waiting {
  receipt: Receipt;
  /** Told when the batch is committed: whether the receipt was for a member of the post's audience. */
  settle: { resolve: (fits: boolean) => void; reject: (error: unknown) => void }[];
}

export interface WriterOptions {
  gatherMs: number;
  batch: number;
}

/** Receipts that may wait in one writer; more is overload, and told so. Some seconds' worth. */
const MOST_WAITING = 200_000;

/**
 * Group commit: gathers receipts for a few milliseconds, writes them as one batch, and answers all of them after the
 * commit. One batch at a time; what comes meanwhile makes the next one, so batches grow with the load.
 */
export class ReceiptWriter {
  private waiting = new Map<string, Waiting>();
  private timer: NodeJS.Timeout | undefined;
  private writing = false;

  constructor(
    private readonly write: (receipts: readonly Receipt[]) => Promise<ReadonlySet<number>>,
    private readonly options: WriterOptions,
  ) {}

  /** @throws SERVICE_UNAVAILABLE when too many wait already */
  add(receipt: Receipt): Promise<boolean> {
    const key = receiptKey(receipt);
    const twin = this.waiting.get(key);
    if (!twin && this.waiting.size >= MOST_WAITING) return Promise.reject(fail('SERVICE_UNAVAILABLE'));
    const entry = twin ?? { receipt, settle: [] };
    if (twin) twin.receipt = merged(twin.receipt, receipt);
    else this.waiting.set(key, entry);
    const answered = new Promise<boolean>((resolve, reject) => entry.settle.push({ resolve, reject }));
    if (!this.writing) this.timer ??= setTimeout(() => this.start(), this.options.gatherMs);
    return answered;
  }

  private start(): void {
    this.timer = undefined;
    this.writing = true;
    void this.writeAll().finally(() => (this.writing = false));
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.size > 0) {
      const batch = this.takeBatch();
      try {
        const misfits = await this.write(batch.map((w) => w.receipt));
        for (const [i, w] of batch.entries()) for (const s of w.settle) s.resolve(!misfits.has(i));
      } catch (error) {
        for (const w of batch) for (const s of w.settle) s.reject(error);
      }
    }
  }

  private takeBatch(): Waiting[] {
    if (this.waiting.size <= this.options.batch) {
      const all = [...this.waiting.values()];
      this.waiting = new Map();
      return all;
    }
    const batch: Waiting[] = [];
    for (const [key, waiting] of this.waiting) {
      if (batch.length === this.options.batch) break;
      batch.push(waiting);
      this.waiting.delete(key);
    }
    return batch;
  }
}
