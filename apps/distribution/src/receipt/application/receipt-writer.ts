import { fail } from '@guantong/contracts';
import type { Receipt } from '../domain/receipt.js';
import { type DeliveryReceipts, ReceiptBatch, type ReceiptOutcome } from '../domain/receipt-batch.js';

export interface WriterOptions {
  gatherMs: number;
  batch: number;
}

/** Resolves when durable, to what became of each receipt. */
export type WriteReceipts = (
  deliveries: readonly DeliveryReceipts[],
) => Promise<(delivery: number, nth: number) => ReceiptOutcome>;

/** Full batches that may wait in one writer; more is overload, and told so. Some seconds' worth. */
const MOST_WAITING = 20;

/**
 * Group commit: gathers receipts for a few milliseconds, writes them as one batch, and answers all of them after the
 * commit. One batch at a time; what comes meanwhile makes the next one, so batches grow with the load.
 */
export class ReceiptWriter {
  private gathering = new ReceiptBatch();
  private readonly full: ReceiptBatch[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing = false;

  constructor(
    private readonly write: WriteReceipts,
    private readonly options: WriterOptions,
  ) {}

  /** @throws SERVICE_UNAVAILABLE when too many wait already */
  add(receipt: Receipt): Promise<ReceiptOutcome> {
    if (this.full.length >= MOST_WAITING) return Promise.reject(fail('SERVICE_UNAVAILABLE'));
    const answer = this.gathering.add(receipt);
    if (this.gathering.size >= this.options.batch) {
      this.full.push(this.gathering);
      this.gathering = new ReceiptBatch();
    }
    if (!this.writing) this.timer ??= setTimeout(() => void this.writeAll(), this.options.gatherMs);
    return answer;
  }

  private async writeAll(): Promise<void> {
    this.timer = undefined;
    this.writing = true;
    for (let batch = this.next(); batch; batch = this.next()) {
      try {
        batch.settle(await this.write(batch.deliveries()));
      } catch (error) {
        batch.fail(error);
      }
    }
    this.writing = false;
  }

  private next(): ReceiptBatch | undefined {
    const waiting = this.full.shift();
    if (waiting || this.gathering.size === 0) return waiting;
    const batch = this.gathering;
    this.gathering = new ReceiptBatch();
    return batch;
  }
}
