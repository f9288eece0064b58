import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { DeliveryReceipts } from '../domain/receipt-batch.js';

interface Written {
  /** Deliveries written to, by their place in what was given, from 1. */
  found: number[];
  /** Receipts that were not for a member of the audience: which delivery, and which of its codes, both from 1. */
  misfits: [delivery: number, nth: number][];
}

@Injectable()
export class ReceiptRepository {
  constructor(private readonly database: Database) {}

  /**
   * Durable when this resolves: one statement, one commit. `deliveries` sorted by post and union, each at most once.
   * Resolves to a test of which receipts were for a member of the post's audience.
   */
  async write(deliveries: readonly DeliveryReceipts[]): Promise<(delivery: number, nth: number) => boolean> {
    const [written] = await this.database.hotQuery<Written>(
      'write-receipts',
      `select found, misfits from write_receipts($1::uuid[], $2::uuid[], $3::text[])`,
      [
        deliveries.map((d) => d.postId),
        deliveries.map((d) => d.unitId),
        deliveries.map((d) => `{${d.codes.join(',')}}`),
      ],
    );
    const found = new Set(written?.found);
    const misfits = new Set(written?.misfits.map(([d, nth]) => `${d}.${nth}`));
    return (d, nth) => found.has(d + 1) && !(misfits.size > 0 && misfits.has(`${d + 1}.${nth + 1}`));
  }
}
