import { Injectable } from '@nestjs/common';
import { DistributionConfig } from '../../distribution-config.js';
import { type Receipt, writerOf } from '../domain/receipt.js';
import { ReceiptRepository } from '../persistence/receipt-repository.js';
import { ReceiptWriter } from './receipt-writer.js';

/** Shares receipts out to a few writers by union: a union belongs to one of them, so they do not wait for each other. */
@Injectable()
export class GatherReceipts {
  private readonly writers: ReceiptWriter[];

  constructor(repository: ReceiptRepository, config: DistributionConfig) {
    const options = { gatherMs: config.RECEIPT_GATHER_MS, batch: config.RECEIPT_BATCH };
    this.writers = Array.from(
      { length: config.RECEIPT_WRITERS },
      () => new ReceiptWriter((deliveries) => repository.write(deliveries), options),
    );
  }

  /**
   * Resolves when the receipt is durable; to false when the post was not for this worker.
   *
   * @throws SERVICE_UNAVAILABLE when more come than can be written
   */
  record(receipt: Receipt): Promise<boolean> {
    const writer = this.writers[writerOf(receipt.unitId, this.writers.length)];
    if (!writer) throw new Error(`no writer for ${receipt.unitId}`);
    // A phone may write a UUID in capitals; to the database it is the same, so it must be here.
    return writer.add({ ...receipt, postId: receipt.postId.toLowerCase() });
  }
}
