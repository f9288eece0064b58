import { Migration } from '@mikro-orm/migrations';

export class PhoneCode0051 extends Migration {
  override up(): void {
    this.addSql(`
      -- the code a number was last sent, whether anybody has the number or not: nobody can tell from the time it takes
      create table phone_code (
        phone_index bytea primary key,
        -- HMAC-SHA-256 under BLIND_INDEX_KEY
        code_hash bytea not null,
        tries smallint not null default 0,
        issued_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        used_at timestamptz
      );

      create table sms_message (
        id uuid primary key,
        phone_index bytea not null,
        -- HMAC of where it was asked for
        address_hash bytea,
        -- NOBODY: the number is not in the roster, so nothing is sent; kept for the limits alone
        state text not null check (state in ('QUEUED', 'SENT', 'DELIVERED', 'FAILED', 'EXPIRED', 'NOBODY')),
        -- both under AES-256-GCM, and only as long as the message waits
        phone_encrypted bytea,
        code_encrypted bytea,
        key_id text,
        attempts smallint not null default 0,
        next_attempt_at timestamptz not null default now(),
        send_before timestamptz not null,
        created_at timestamptz not null default clock_timestamp(),
        sent_at timestamptz,
        -- of the gateway
        message_id text,
        error_code text,
        -- the gateway answered when it was last tried
        gateway_works boolean,
        gateway_tried_at timestamptz,
        check ((state = 'QUEUED') = (phone_encrypted is not null) and (state = 'QUEUED') = (code_encrypted is not null))
      );
      create index sms_message_waiting on sms_message (next_attempt_at) where state = 'QUEUED';
      create index sms_message_unconfirmed on sms_message (next_attempt_at) where state = 'SENT';
      create index sms_message_of_number on sms_message (phone_index, created_at);
      create index sms_message_of_address on sms_message (address_hash, created_at) where address_hash is not null;
      create index sms_message_tried on sms_message (gateway_tried_at) where gateway_tried_at is not null;
      create index sms_message_age on sms_message (created_at);
    `);
  }
}
