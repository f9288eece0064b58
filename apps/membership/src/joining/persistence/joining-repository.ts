import { createHash } from 'node:crypto';
import {
  type Applicant,
  fail,
  JOINING_EXPIRY_DAYS,
  JOINING_KEPT_DAYS,
  type JoiningState,
  type OwnJoining,
  type Scope,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { scopeSql, scopeValues, type Sql, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../personal-data/field-cipher.js';
import { SealedPhones } from '../../personal-data/sealed-phones.js';
import { KEEPS_APPLICANT, statesBefore } from '../domain/joining-states.js';
import { plainCode } from '../domain/readable-code.js';

/** Waiting applications of one union; more are a flood, and nobody reads them. */
export const MOST_WAITING = 200;

export interface HeldJoining {
  id: string;
  unitId: string;
  state: JoiningState;
  applicant: Applicant | null;
}
interface Sealed {
  sealed: Buffer | null;
  keyId: string | null;
}

const receiptHash = (receipt: string): Buffer => createHash('sha256').update(plainCode(receipt)).digest();

/** Applications to join. What people say of themselves is one encrypted blob. */
@Injectable()
export class JoiningRepository {
  constructor(
    private readonly cipher: FieldCipher,
    private readonly phones: SealedPhones,
  ) {}

  /** The same receipt again changes nothing. @throws JOINING_FULL */
  async add(tx: Tx, unitId: string, applicant: Applicant, receipt: string): Promise<void> {
    const hash = receiptHash(receipt);
    const [row] = await tx.query<{ waiting: number; known: boolean }>(
      `select (select count(*)::int from joining where unit_id = $1 and state = 'WAITING') as waiting,
              exists (select 1 from joining where receipt_hash = $2) as known`,
      [unitId, hash],
    );
    if (row?.known) return;
    if ((row?.waiting ?? 0) >= MOST_WAITING) throw fail('JOINING_FULL');
    await tx.query(
      `insert into joining (id, unit_id, receipt_hash, applicant_encrypted, key_id, phone_index)
       values ($1, $2, $3, $4, $5, $6) on conflict (receipt_hash) do nothing`,
      [
        newId(),
        unitId,
        hash,
        this.cipher.encrypt(Buffer.from(JSON.stringify(applicant))),
        this.cipher.keyId,
        this.phones.indexOf(applicant.phone),
      ],
    );
  }

  /** @throws NOT_FOUND */
  async byReceipt(sql: Sql, receipt: string): Promise<OwnJoining> {
    const [row] = await sql.query<OwnJoining>(
      `select u.name as "unitName", j.state, j.reason,
              (j.applied_at at time zone 'Asia/Shanghai')::date::text as "appliedOn"
         from joining j join unit u on u.id = j.unit_id where j.receipt_hash = $1`,
      [receiptHash(receipt)],
    );
    if (!row) throw fail('NOT_FOUND');
    return row;
  }

  /** Locks it. @throws NOT_FOUND for one that is not there or not in the scope */
  async hold(tx: Tx, scope: Scope, joiningId: string): Promise<HeldJoining> {
    const [row] = await tx.query<Omit<HeldJoining, 'applicant'> & Sealed>(
      `select j.id, j.unit_id as "unitId", j.state, j.applicant_encrypted as sealed, j.key_id as "keyId"
         from joining j join unit u on u.id = j.unit_id
        where j.id = $1 and ${scopeSql('u.id', 'u.path', 2)} for update of j`,
      [joiningId, ...scopeValues(scope)],
    );
    if (!row) throw fail('NOT_FOUND');
    const { sealed, keyId, ...joining } = row;
    return { ...joining, applicant: this.open({ sealed, keyId }) };
  }

  /** @throws JOINING_NOT_OPEN */
  async decide(
    tx: Tx,
    joiningId: string,
    to: { state: JoiningState; reason?: string; workerId?: string; transferId?: string },
  ): Promise<void> {
    const decided = await tx.query(
      `update joining set state = $2, decided_at = now(), reason = $3, worker_id = $4, transfer_id = $5,
              applicant_encrypted = case when $6 then applicant_encrypted end, key_id = case when $6 then key_id end,
              phone_index = case when $6 then phone_index end
        where id = $1 and state = any($7::text[]) returning 1`,
      [
        joiningId,
        to.state,
        to.reason ?? null,
        to.workerId ?? null,
        to.transferId ?? null,
        KEEPS_APPLICANT[to.state],
        statesBefore(to.state),
      ],
    );
    if (decided.length === 0) throw fail('JOINING_NOT_OPEN');
  }

  /** By the applicant; again changes nothing. @throws NOT_FOUND JOINING_NOT_OPEN */
  async withdraw(tx: Tx, receipt: string): Promise<void> {
    const [row] = await tx.query<{ id: string; state: JoiningState }>(
      `select id, state from joining where receipt_hash = $1 for update`,
      [receiptHash(receipt)],
    );
    if (!row) throw fail('NOT_FOUND');
    if (row.state !== 'WITHDRAWN') await this.decide(tx, row.id, { state: 'WITHDRAWN' });
  }

  /** Ends those that nobody decided on, deletes those whose time is over. Gives how many were touched. */
  async sweep(tx: Tx): Promise<number> {
    const expired = await tx.query(
      `update joining set state = 'EXPIRED', decided_at = now(), applicant_encrypted = null, key_id = null, phone_index = null
        where state = 'WAITING' and applied_at < now() - make_interval(days => $1) returning 1`,
      [JOINING_EXPIRY_DAYS],
    );
    const deleted = await tx.query(
      `delete from joining where decided_at < now() - make_interval(days => $1) returning 1`,
      [JOINING_KEPT_DAYS],
    );
    return expired.length + deleted.length;
  }

  open({ sealed, keyId }: Sealed): Applicant | null {
    if (!sealed || !keyId) return null;
    return JSON.parse(this.cipher.decrypt(sealed, keyId).toString()) as Applicant;
  }
}
