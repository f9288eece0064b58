import { createHash } from 'node:crypto';
import { fail } from '@guantong/contracts';
import { currentContext } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import { Database, type Tx } from './database.js';

/**
 * Runs a command in one transaction. When the caller gave an `Idempotency-Key`, a repeat by the same caller gets the
 * first answer and changes nothing; the same key with another request is refused. The key is kept in the very
 * transaction of the effect, so there is no moment in which one exists without the other.
 */
@Injectable()
export class IdempotentCommands {
  constructor(private readonly database: Database) {}

  /**
   * @param command the RPC subject
   * @param request what the answer depends on, compared on a repeat
   * @throws IDEMPOTENCY_KEY_REUSED
   */
  run<A>(command: string, request: object, work: (tx: Tx) => Promise<A>): Promise<A> {
    const context = currentContext();
    const key = context?.idempotencyKey;
    if (!key) return this.database.transaction(work);
    const caller = context.actorId ?? 'anonymous';
    const hash = createHash('sha256')
      .update(JSON.stringify([command, request]))
      .digest();
    return this.database.transaction(async (tx) => {
      // A concurrent twin waits here for the first one's commit, then finds its row.
      const inserted = await tx.query(
        `insert into idempotency_key (caller, key, request_hash, expires_on)
         values ($1, $2, $3, current_date + 2) on conflict do nothing returning 1`,
        [caller, key, hash],
      );
      if (inserted.length === 0) return this.firstAnswer<A>(tx, caller, key, hash);
      const answer = await work(tx);
      await tx.query(`update idempotency_key set answer = $3 where caller = $1 and key = $2`, [
        caller,
        key,
        JSON.stringify({ value: answer }),
      ]);
      return answer;
    });
  }

  private async firstAnswer<A>(tx: Tx, caller: string, key: string, hash: Buffer): Promise<A> {
    const [row] = await tx.query<{ request_hash: Buffer; answer: { value: A } | null }>(
      `select request_hash, answer from idempotency_key where caller = $1 and key = $2`,
      [caller, key],
    );
    if (!row?.answer || !row.request_hash.equals(hash)) throw fail('IDEMPOTENCY_KEY_REUSED');
    return row.answer.value;
  }
}
