import { Database, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../personal-data/field-cipher.js';
import { PHONE_CODE } from '../domain/phone-code.js';

export interface WaitingSms {
  id: string;
  phone: string;
  code: string;
  attempts: number;
}

/** How long a claim holds: longer than a call to the gateway can take. */
const CLAIM_SECONDS = 10;
/** Receipts come within minutes, or never. */
const RECEIPT_MINUTES = 30;

/** Messages on their way out. What was sent stays as a row without number and code. */
@Injectable()
export class SmsQueue {
  constructor(
    private readonly database: Database,
    private readonly cipher: FieldCipher,
  ) {}

  /** One row, whether anybody has the number or not; only for somebody's is anything sent. */
  async add(
    tx: Tx,
    sms: { id: string; phone: string; phoneIndex: Buffer; addressHash: Buffer | null; code: string },
  ): Promise<void> {
    await tx.query(
      `with known as (select exists (select 1 from worker w where w.phone_index = $2 and w.status = 'ACTIVE') as yes)
       insert into sms_message (id, phone_index, address_hash, state, phone_encrypted, code_encrypted, key_id, send_before)
       select $1, $2, $3, case when yes then 'QUEUED' else 'NOBODY' end, case when yes then $4::bytea end,
              case when yes then $5::bytea end, $6, now() + make_interval(secs => $7) from known`,
      [
        ...[sms.id, sms.phoneIndex, sms.addressHash],
        ...[this.cipher.encrypt(Buffer.from(sms.phone)), this.cipher.encrypt(Buffer.from(sms.code)), this.cipher.keyId],
        PHONE_CODE.sendWithinSeconds,
      ],
    );
  }

  /** What is too late to be sent is given up, for good. */
  async expire(): Promise<void> {
    await this.database.query(
      `update sms_message set state = 'EXPIRED', phone_encrypted = null, code_encrypted = null
        where state = 'QUEUED' and send_before <= now()`,
    );
  }

  /** Takes messages in hand; another copy takes them again when this one does not come back with an answer. */
  async claim(limit: number): Promise<WaitingSms[]> {
    const rows = await this.database.query<{
      id: string;
      phone: Buffer;
      code: Buffer;
      keyId: string;
      attempts: number;
    }>(
      `update sms_message set attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $2)
        where id in (select id from sms_message where state = 'QUEUED' and next_attempt_at <= now() and send_before > now()
                      order by next_attempt_at limit $1 for update skip locked)
       returning id, phone_encrypted as phone, code_encrypted as code, key_id as "keyId", attempts`,
      [limit, CLAIM_SECONDS],
    );
    return rows.map(({ id, phone, code, keyId, attempts }) => ({
      id,
      phone: this.cipher.decrypt(phone, keyId).toString(),
      code: this.cipher.decrypt(code, keyId).toString(),
      attempts,
    }));
  }

  /** The gateway has answered for these. */
  async answered(
    results: readonly { id: string; messageId: string | null; errorCode: string | null }[],
  ): Promise<void> {
    await this.database.query(
      `update sms_message s set state = case when r.message_id is null then 'FAILED' else 'SENT' end,
              message_id = r.message_id, error_code = r.error_code, phone_encrypted = null, code_encrypted = null,
              sent_at = now(), next_attempt_at = now() + interval '2 seconds', gateway_works = true, gateway_tried_at = now()
         from unnest($1::uuid[], $2::text[], $3::text[]) as r (id, message_id, error_code)
        where s.id = r.id and s.state = 'QUEUED'`,
      [results.map((r) => r.id), results.map((r) => r.messageId), results.map((r) => r.errorCode)],
    );
  }

  /** The gateway has not answered: again later, if there is time. */
  async unanswered(ids: readonly string[], afterSeconds: number, errorCode: string): Promise<void> {
    await this.database.query(
      `update sms_message set next_attempt_at = now() + make_interval(secs => $2), error_code = $3,
              gateway_works = false, gateway_tried_at = now()
        where id = any($1::uuid[]) and state = 'QUEUED'`,
      [ids, afterSeconds, errorCode],
    );
  }

  /** Sent messages whose receipt is to be asked for; each again after ten seconds. */
  async unconfirmed(limit: number): Promise<string[]> {
    const rows = await this.database.query<{ messageId: string }>(
      `update sms_message set next_attempt_at = now() + interval '10 seconds'
        where id in (select id from sms_message where state = 'SENT' and next_attempt_at <= now()
                        and sent_at > now() - make_interval(mins => $2)
                      order by next_attempt_at limit $1 for update skip locked)
       returning message_id as "messageId"`,
      [limit, RECEIPT_MINUTES],
    );
    return rows.map((row) => row.messageId);
  }

  async confirmed(receipts: readonly { messageId: string; state: string; errorCode?: string }[]): Promise<void> {
    await this.database.query(
      `update sms_message s set state = r.state, error_code = r.error_code
         from unnest($1::text[], $2::text[], $3::text[]) as r (message_id, state, error_code)
        where s.message_id = r.message_id and s.state = 'SENT'`,
      [receipts.map((r) => r.messageId), receipts.map((r) => r.state), receipts.map((r) => r.errorCode ?? null)],
    );
  }

  /** Whether the gateway answered when it was last tried, by whichever copy, in the last five minutes. */
  async gatewayWorks(): Promise<boolean> {
    const [row] = await this.database.query<{ works: boolean }>(
      `select gateway_works as works from sms_message where gateway_tried_at > now() - interval '5 minutes'
        order by gateway_tried_at desc limit 1`,
    );
    return row?.works ?? true;
  }
}
