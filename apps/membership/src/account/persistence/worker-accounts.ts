import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** What becomes of a worker's account when the membership ends. It opens again with the membership: worker_changes_place. */
@Injectable()
export class WorkerAccounts {
  /** Nobody gets in any more, and whoever is in is out within the 3 s that the gateway remembers a session for. */
  async close(tx: Tx, workerId: string): Promise<void> {
    await tx.query(
      `with closed as (update account set status = 'CLOSED' where worker_id = $1 returning id),
            codes as (delete from access_code using closed where account_id = closed.id)
       update session set ended_at = now() from closed where account_id = closed.id and ended_at is null`,
      [workerId],
    );
  }

  /** Password, codes and sessions are gone; the closed row stays, because the audit log names it. */
  async empty(tx: Tx, workerId: string): Promise<void> {
    await this.close(tx, workerId);
    await tx.query(
      `with emptied as (update account set password_hash = null where worker_id = $1 returning id),
            keys as (delete from idempotency_key using emptied where caller = emptied.id::text)
       delete from session using emptied where account_id = emptied.id`,
      [workerId],
    );
  }
}
