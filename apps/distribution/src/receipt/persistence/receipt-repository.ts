import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { Receipt } from '../domain/receipt.js';
import { WRITE_RECEIPTS } from './receipt-sql.js';

@Injectable()
export class ReceiptRepository {
  constructor(private readonly database: Database) {}

  /**
   * Durable when this resolves: one statement, one commit. At most one receipt per worker and post in a batch.
   * Resolves to the positions, from 0, of receipts that were not for a member of the post's audience.
   */
  async write(receipts: readonly Receipt[]): Promise<Set<number>> {
    const [row] = await this.database.hotQuery<{ misfits: number[] }>('write-receipts', WRITE_RECEIPTS, [
      receipts.map((r) => r.postId),
      receipts.map((r) => r.unitId),
      receipts.map((r) => r.slot),
      receipts.map((r) => r.revision),
      receipts.map((r) => r.confirmed),
    ]);
    return new Set(row?.misfits.map((position) => position - 1));
  }
}
