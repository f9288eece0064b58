import { Migration } from '@mikro-orm/migrations';

export class SecondFactor0050 extends Migration {
  override up(): void {
    this.addSql(`
      alter table session
        add column method text not null default 'PASSWORD',
        -- the kind of device, nothing finer
        add column device text not null default 'UNKNOWN',
        add column second_factor boolean not null default false;

      create table second_factor (
        account_id uuid primary key references account (id),
        -- AES-256-GCM; the key's id beside it
        secret_encrypted bytea not null,
        secret_key_id text not null,
        -- null: begun, and counts for nothing until a first code has come
        confirmed_at timestamptz,
        -- the last time step (30 s since 1970) a code was taken of: a code is good once
        last_step bigint not null default 0
      );

      create table recovery_code (
        account_id uuid not null references account (id),
        -- HMAC-SHA-256 under BLIND_INDEX_KEY
        code_hash bytea not null,
        used_at timestamptz,
        primary key (account_id, code_hash)
      );

      -- between the first step of a log-in and the second; no session yet
      create table login_challenge (
        -- SHA-256 of a random token
        token_hash bytea primary key,
        kind text not null check (kind in ('SECOND_FACTOR', 'WHICH_PERSON')),
        account_id uuid references account (id),
        phone_index bytea,
        tries smallint not null default 0,
        expires_at timestamptz not null,
        check ((kind = 'SECOND_FACTOR') = (account_id is not null)),
        check ((kind = 'WHICH_PERSON') = (phone_index is not null))
      );
      create index login_challenge_expiry on login_challenge (expires_at);

      -- the code with which an invited member of staff sets a password; one open code per account
      create table staff_invitation (
        account_id uuid primary key references account (id),
        code_hash bytea not null,
        issued_by uuid,
        expires_at timestamptz not null
      );
    `);
  }
}
