import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** Messages about workers that could not be acted on, and lie among the dead letters. */
@Injectable()
export class ForgottenLettersRepository {
  /**
   * Takes out those that name the worker. Others in the same message lose nothing: the reconciler compares every union
   * with membership and fetches what is missing. Reads all dead letters; there should be none.
   */
  async removeNaming(tx: Sql, workerId: string): Promise<void> {
    await tx.query(`delete from dead_letter where position(convert_to($1::text, 'UTF8') in payload) > 0`, [
      workerId.toLowerCase(),
    ]);
  }
}
