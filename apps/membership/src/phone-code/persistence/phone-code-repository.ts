import { Database, isoTime, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { PHONE_CODE, PHONE_CODE_LIMITS } from '../domain/phone-code.js';

export interface PersonOfNumber {
  workerId: string;
  name: string;
  unitName: string;
}

@Injectable()
export class PhoneCodeRepository {
  constructor(private readonly database: Database) {}

  /** A new code for the number. Undefined while the last one is too fresh. Two at once: one of them gets undefined. */
  async issue(tx: Tx, phoneIndex: Buffer, codeHash: Buffer): Promise<string | undefined> {
    const [row] = await tx.query<{ expiresAt: string }>(
      `insert into phone_code as c (phone_index, code_hash, expires_at)
       values ($1, $2, clock_timestamp() + make_interval(secs => $3))
       on conflict (phone_index) do update set code_hash = excluded.code_hash, tries = 0, used_at = null,
              issued_at = clock_timestamp(), expires_at = excluded.expires_at
        where c.issued_at <= clock_timestamp() - make_interval(secs => $4)
       returning expires_at as "expiresAt"`,
      [phoneIndex, codeHash, PHONE_CODE.goodForSeconds, PHONE_CODE.againAfterSeconds],
    );
    return row && isoTime(row.expiresAt);
  }

  async secondsToWait(phoneIndex: Buffer): Promise<number> {
    const [row] = await this.database.query<{ seconds: number }>(
      `select ceil(extract(epoch from issued_at - clock_timestamp()))::int + $2 as seconds
         from phone_code where phone_index = $1`,
      [phoneIndex, PHONE_CODE.againAfterSeconds],
    );
    return Math.max(row?.seconds ?? 1, 1);
  }

  /** How many messages the number and the address have had; seconds to wait when it is enough, else 0. */
  async beyondLimits(tx: Tx, phoneIndex: Buffer, addressHash: Buffer | null): Promise<number> {
    const [row] = await tx.query<{ hour: number; day: number; address: number }>(
      `select count(*) filter (where created_at > now() - interval '1 hour')::int as hour, count(*)::int as day,
              (select count(*)::int from sms_message
                where address_hash = $2 and created_at > now() - interval '1 hour') as address
         from sms_message where phone_index = $1 and created_at > now() - interval '1 day'`,
      [phoneIndex, addressHash],
    );
    const { hour = 0, day = 0, address = 0 } = row ?? {};
    if (day >= PHONE_CODE_LIMITS.perNumberDay) return 6 * 3600;
    return hour >= PHONE_CODE_LIMITS.perNumberHour || address >= PHONE_CODE_LIMITS.perAddressHour ? 1800 : 0;
  }

  /** Counts a try, for good, before it is compared. Undefined when there is no code, or none that can still be tried. */
  async tryOnce(phoneIndex: Buffer): Promise<Buffer | undefined> {
    const [row] = await this.database.query<{ hash: Buffer }>(
      `update phone_code set tries = tries + 1
        where phone_index = $1 and tries < $2 and used_at is null and expires_at > clock_timestamp()
       returning code_hash as hash`,
      [phoneIndex, PHONE_CODE.tries],
    );
    return row?.hash;
  }

  /** Uses the code up. False when it has been used, or replaced, meanwhile. */
  async take(tx: Tx, phoneIndex: Buffer, codeHash: Buffer): Promise<boolean> {
    const taken = await tx.query(
      `update phone_code set used_at = now() where phone_index = $1 and code_hash = $2 and used_at is null returning 1`,
      [phoneIndex, codeHash],
    );
    return taken.length === 1;
  }

  /** Who has the number. Plan: the index of phone numbers. */
  people(tx: Tx, phoneIndex: Buffer): Promise<PersonOfNumber[]> {
    return tx.query(
      `select w.id as "workerId", w.name, u.name as "unitName" from worker w join unit u on u.id = w.unit_id
        where w.phone_index = $1 and w.status = 'ACTIVE'
          and not exists (select 1 from account a where a.worker_id = w.id and a.status <> 'ACTIVE')
        order by w.id limit 20`,
      [phoneIndex],
    );
  }

  /** The account of a worker, made when there is none. */
  async accountOf(tx: Tx, workerId: string, newAccountId: string): Promise<string> {
    const [row] = await tx.query<{ id: string }>(
      `insert into account (id, kind, worker_id) values ($2, 'WORKER', $1)
       on conflict (worker_id) do update set worker_id = excluded.worker_id returning id`,
      [workerId, newAccountId],
    );
    return row?.id ?? '';
  }

  /** Codes and messages of more than a day ago: the limits look no further back. */
  async forget(): Promise<void> {
    await this.database.query(`delete from phone_code where issued_at < now() - interval '1 day'`);
    await this.database.query(`delete from sms_message where created_at < now() - interval '2 days'`);
  }
}
