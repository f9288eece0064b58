import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { HeldWorker } from '../../membership-place/persistence/worker-places.js';

/** Somebody who guesses the code has so many tries. */
const MOST_TRIES = 5;
const MINUTES = 15;

/** Takes a worker out of every table. Always inside the caller's transaction, which holds the worker. */
@Injectable()
export class ErasureRepository {
  /** Replaces an earlier first step. Gives until when the second one is possible. */
  async ask(tx: Tx, workerId: string, codeHash: Buffer): Promise<string> {
    const [row] = await tx.query<{ expiresAt: string }>(
      `insert into erasure_request (worker_id, code_hash, expires_at) values ($1, $2, now() + make_interval(mins => $3))
       on conflict (worker_id) do update set code_hash = excluded.code_hash, tries = 0, expires_at = excluded.expires_at
       returning to_json(expires_at)#>>'{}' as "expiresAt"`,
      [workerId, codeHash, MINUTES],
    );
    return row?.expiresAt ?? '';
  }

  /** Counts a try; whether it was right. Its own transaction: a wrong one must be counted although it fails. */
  async tryCode(tx: Tx, workerId: string, codeHash: Buffer): Promise<boolean> {
    const [row] = await tx.query<{ right: boolean }>(
      `update erasure_request set tries = tries + 1 where worker_id = $1 and expires_at > now() and tries < $3
       returning code_hash = $2 as right`,
      [workerId, codeHash, MOST_TRIES],
    );
    return row?.right ?? false;
  }

  /**
   * The row stays without anything about the person: its slot is part of the figures of the past. The values are the
   * first of each list; whoever counts ages or trades leaves LEFT workers out.
   */
  async emptyRow(tx: Tx, worker: HeldWorker): Promise<void> {
    await tx.query(
      `update worker set name = '（已删除）', sex = 'M', birth_date = '1900-01-01', schooling = 'primary', trade = '',
              employment_form = 'permanent', phone_encrypted = null, phone_key_id = null, phone_index = null,
              has_smartphone = false, card_number = null, languages = '{}', reading_difficulty = false, reach_by = '{}',
              id_number_index = null, left_kind = 'ERASED', erased_at = now(), revision = nextval('worker_revision')
        where id = $1`,
      [worker.id],
    );
  }

  /** Texts that they or others wrote about them. What stays of a transfer: from where to where, when. */
  async emptyRequests(tx: Tx, workerId: string, phoneIndex: Buffer | null): Promise<void> {
    await tx.query(`delete from correction where worker_id = $1`, [workerId]);
    await tx.query(`delete from joining where worker_id = $1 or phone_index = $2`, [workerId, phoneIndex]);
    await tx.query(
      `with emptied as (update transfer set reason = null where worker_id = $1 returning id)
       update transfer_word set reason = null from emptied where transfer_id = emptied.id`,
      [workerId],
    );
    await tx.query(`delete from worker_preference where worker_id = $1`, [workerId]);
    await tx.query(`delete from erasure_request where worker_id = $1`, [workerId]);
  }

  /** Codes sent to the number and log-ins begun with it, unless it is somebody else's too. */
  async forgetPhone(tx: Tx, phoneIndex: Buffer): Promise<void> {
    const shared = await tx.query(`select 1 from worker where phone_index = $1`, [phoneIndex]);
    if (shared.length > 0) return;
    for (const table of ['phone_code', 'sms_message', 'login_challenge']) {
      await tx.query(`delete from ${table} where phone_index = $1`, [phoneIndex]);
    }
  }

  async phoneIndex(tx: Tx, workerId: string): Promise<Buffer | null> {
    const [row] = await tx.query<{ index: Buffer | null }>(`select phone_index as index from worker where id = $1`, [
      workerId,
    ]);
    return row?.index ?? null;
  }
}
