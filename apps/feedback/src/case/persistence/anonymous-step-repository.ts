import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** Kept for two days, like other idempotency keys. */
@Injectable()
export class AnonymousStepRepository {
  /** A concurrent twin waits here for the first one's commit. */
  async isFirst(tx: Tx, keyHash: Buffer): Promise<boolean> {
    const rows = await tx.query(
      `insert into anonymous_step (key_hash, on_day) values ($1, local_day(now())) on conflict do nothing returning 1`,
      [keyHash],
    );
    return rows.length > 0;
  }

  async removeOld(tx: Tx): Promise<number> {
    const rows = await tx.query(
      `delete from anonymous_step where key_hash in (
         select key_hash from anonymous_step where on_day < local_day(now()) - 2 limit 1000 for update skip locked) returning 1`,
    );
    return rows.length;
  }
}
