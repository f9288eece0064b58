import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { CountedPlace } from '../domain/receipt.js';
import type { DeliveryReceipts, ReceiptOutcome } from '../domain/receipt-batch.js';

interface Written {
  /** Deliveries written to, by their place in what was given, from 1. */
  found: number[];
  /** Receipts that were not for this member: which delivery, and which of its codes, both from 1. */
  misfits: [delivery: number, nth: number][];
  /** Receipts of members who are counted in another union, and where. */
  counted: [delivery: number, nth: number, unitId: string, slot: number][];
}

@Injectable()
export class ReceiptRepository {
  constructor(private readonly database: Database) {}

  /**
   * Durable when this resolves: one statement, one commit. `deliveries` sorted by post and union, each at most once.
   * `elsewhere`: the receipts were given in another union, by members who are counted here.
   */
  async write(
    deliveries: readonly DeliveryReceipts[],
    elsewhere = false,
  ): Promise<(delivery: number, nth: number) => ReceiptOutcome> {
    const [written] = await this.database.hotQuery<Written>(
      'write-receipts',
      `select found, misfits, counted from write_receipts($1::uuid[], $2::uuid[], $3::text[], $4)`,
      [
        deliveries.map((d) => d.postId),
        deliveries.map((d) => d.unitId),
        deliveries.map((d) => `{${d.codes.join(',')}}`),
        elsewhere,
      ],
    );
    const found = new Set(written?.found);
    const special = new Map<string, false | CountedPlace>();
    for (const [d, nth] of written?.misfits ?? []) special.set(`${d}.${nth}`, false);
    for (const [d, nth, unitId, slot] of written?.counted ?? []) special.set(`${d}.${nth}`, { unitId, slot });
    return (d, nth) => found.has(d + 1) && (special.size === 0 || (special.get(`${d + 1}.${nth + 1}`) ?? true));
  }
}
