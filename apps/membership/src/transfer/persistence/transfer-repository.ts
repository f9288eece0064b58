import {
  fail,
  TRANSFER_EXPIRY_DAYS,
  TRANSFER_NOTICE_DAYS,
  type TransferKind,
  type TransferParty,
  type TransferState,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { sqlState, type Tx, UNIQUE_VIOLATION } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { statesBefore, type Word } from '../domain/transfer-rules.js';

export interface HeldTransfer {
  id: string;
  kind: TransferKind;
  state: TransferState;
  workerId: string;
  toUnitId: string;
  askedBy: TransferParty;
  onBehalf: boolean;
  /** Notice over, or nobody has agreed in time. */
  isDue: boolean;
  words: Word[];
}

/** Transfers while they change; each method belongs into a transaction that holds the transfer. */
@Injectable()
export class TransferRepository {
  /** @throws TRANSFER_OPEN */
  async open(
    tx: Tx,
    asked: Pick<HeldTransfer, 'kind' | 'workerId' | 'toUnitId' | 'askedBy' | 'onBehalf'> & {
      accountId: string | null;
      reason: string | null;
    },
  ): Promise<string> {
    const id = newId();
    try {
      await tx.query(
        `insert into transfer (id, kind, worker_id, to_unit_id, asked_by, on_behalf, account_id, reason, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(days => $9))`,
        [
          id,
          asked.kind,
          asked.workerId,
          asked.toUnitId,
          asked.askedBy,
          asked.onBehalf,
          asked.accountId,
          asked.reason,
          TRANSFER_EXPIRY_DAYS,
        ],
      );
    } catch (error) {
      if (sqlState(error) === UNIQUE_VIOLATION) throw fail('TRANSFER_OPEN');
      throw error;
    }
    return id;
  }

  /** @throws NOT_FOUND */
  async hold(tx: Tx, transferId: string): Promise<HeldTransfer> {
    await tx.query(`select 1 from transfer where id = $1 for update`, [transferId]);
    const [row] = await tx.query<HeldTransfer>(
      `select t.id, t.kind, t.state, t.worker_id as "workerId", t.to_unit_id as "toUnitId", t.asked_by as "askedBy",
              t.on_behalf as "onBehalf", coalesce(t.notice_until, t.expires_at) <= now() as "isDue",
              coalesce((select json_agg(json_build_object('party', s.party, 'agrees', s.agrees, 'onBehalf', s.on_behalf))
                          from transfer_word s where s.transfer_id = t.id), '[]') as words
         from transfer t where t.id = $1`,
      [transferId],
    );
    if (!row) throw fail('NOT_FOUND');
    return row;
  }

  async say(
    tx: Tx,
    transferId: string,
    word: Word & { accountId: string | null; reason: string | null },
  ): Promise<void> {
    await tx.query(
      `insert into transfer_word (transfer_id, party, agrees, on_behalf, account_id, reason)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (transfer_id, party) do update set agrees = excluded.agrees, on_behalf = excluded.on_behalf,
              account_id = excluded.account_id, reason = excluded.reason, said_at = now()`,
      [transferId, word.party, word.agrees, word.onBehalf, word.accountId, word.reason],
    );
  }

  /** The notice runs from its first beginning, however often somebody says something within it. */
  async giveNotice(tx: Tx, transferId: string): Promise<void> {
    const given = await tx.query(
      `update transfer set state = 'NOTICE', notice_until = coalesce(notice_until, now() + make_interval(days => $2))
        where id = $1 and state = any($3::text[]) returning 1`,
      [transferId, TRANSFER_NOTICE_DAYS, statesBefore('NOTICE')],
    );
    if (given.length === 0) throw fail('TRANSFER_NOT_OPEN');
  }

  /** @param fromUnitId where the worker was. @throws TRANSFER_NOT_OPEN */
  async end(tx: Tx, transferId: string, state: TransferState, fromUnitId: string): Promise<void> {
    const ended = await tx.query(
      `update transfer set state = $2, ended_at = now(), from_unit_id = $3
        where id = $1 and state = any($4::text[]) returning 1`,
      [transferId, state, fromUnitId, statesBefore(state)],
    );
    if (ended.length === 0) throw fail('TRANSFER_NOT_OPEN');
  }

  /** Of one worker, for when that worker is no longer a member. */
  async endAllOf(tx: Tx, workerId: string): Promise<void> {
    await tx.query(
      `update transfer t set state = 'EXPIRED', ended_at = now(), from_unit_id = w.unit_id
         from worker w where w.id = $1 and t.worker_id = w.id and t.ended_at is null`,
      [workerId],
    );
  }

  /** One whose time has come, that no other copy of the service works on. Plan: transfer_due. */
  async nextDue(tx: Tx, after: string | null): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>(
      `select id from transfer where ended_at is null and coalesce(notice_until, expires_at) <= now()
          and ($1::uuid is null or id > $1::uuid)
        order by id limit 1 for update skip locked`,
      [after],
    );
    return row?.id;
  }
}
