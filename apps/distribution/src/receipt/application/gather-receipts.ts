import type { ActingWorker } from '@guantong/contracts';
import { Injectable } from '@nestjs/common';
import { DistributionConfig } from '../../distribution-config.js';
import { type Receipt, writerOf } from '../domain/receipt.js';
import { ReceiptRepository } from '../persistence/receipt-repository.js';
import { ReceiptWriter } from './receipt-writer.js';

/** Shares receipts out to a few writers by union: a union belongs to one of them, so they do not wait for each other. */
@Injectable()
export class GatherReceipts {
  private readonly writers: ReceiptWriter[];
  /** For receipts of members who are counted in a union they have left; few. */
  private readonly elsewhere: ReceiptWriter;

  constructor(repository: ReceiptRepository, config: DistributionConfig) {
    const options = { gatherMs: config.RECEIPT_GATHER_MS, batch: config.RECEIPT_BATCH };
    this.writers = Array.from(
      { length: config.RECEIPT_WRITERS },
      () => new ReceiptWriter((deliveries) => repository.write(deliveries), options),
    );
    this.elsewhere = new ReceiptWriter((deliveries) => repository.write(deliveries, true), options);
  }

  /**
   * Resolves when the receipt is durable, in the union where it was given and in the one where the worker is counted;
   * to false when the post was not for this worker. Who gets no answer gives it again: both are the same the second time.
   *
   * @throws SERVICE_UNAVAILABLE when more come than can be written
   */
  async record(receipt: Receipt): Promise<boolean> {
    const writer = this.writers[writerOf(receipt.unitId, this.writers.length)];
    if (!writer) throw new Error(`no writer for ${receipt.unitId}`);
    // A phone may write a UUID in capitals; to the database it is the same, so it must be here.
    const given = { ...receipt, postId: receipt.postId.toLowerCase() };
    const outcome = await writer.add(given);
    if (typeof outcome === 'boolean') return outcome;
    await this.elsewhere.add({ ...given, ...outcome });
    return true;
  }

  /** As `record`, at the first of the worker's unions that has the post for him: the primary one before the others. */
  async recordFor(worker: ActingWorker, receipt: Omit<Receipt, 'unitId' | 'slot'>): Promise<boolean> {
    for (const { unitId, slot } of [worker, ...(worker.secondary ?? [])]) {
      if (await this.record({ ...receipt, unitId, slot })) return true; // nearly always the first
    }
    return false;
  }
}
