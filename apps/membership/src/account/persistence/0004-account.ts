import { Migration } from '@mikro-orm/migrations';

export class Account0004 extends Migration {
  override up(): void {
    this.addSql(`
      create table account (
        id uuid primary key,
        kind text not null check (kind in ('STAFF', 'WORKER')),
        -- staff only, lower case
        login text unique,
        display_name text,
        worker_id uuid unique references worker (id),
        -- argon2id, PHC form; null: no password yet
        password_hash text,
        status text not null default 'ACTIVE' check (status in ('ACTIVE', 'CLOSED')),
        created_at timestamptz not null default now(),
        check ((kind = 'STAFF') = (login is not null and display_name is not null)),
        check ((kind = 'WORKER') = (worker_id is not null))
      );

      -- the code a cadre hands to a worker; one open code per account
      create table access_code (
        account_id uuid primary key references account (id),
        -- HMAC-SHA-256 under BLIND_INDEX_KEY: worthless without it
        code_hash bytea not null,
        issued_by uuid,
        issued_at timestamptz not null default now(),
        expires_at timestamptz not null
      );

      create table session (
        id uuid primary key,
        -- SHA-256 of the token; the token itself is kept nowhere
        token_hash bytea not null unique,
        account_id uuid not null references account (id),
        opened_at timestamptz not null default now(),
        last_seen_at timestamptz not null default now(),
        expires_at timestamptz not null,
        ended_at timestamptz
      );
      create index session_of_account on session (account_id) where ended_at is null;

      -- slow-down, shared by all copies of the service; never a permanent lock
      create table login_slowdown (
        -- HMAC of 'account:<login>' or 'address:<address>'
        key bytea primary key,
        failures integer not null,
        last_try_at timestamptz not null,
        blocked_until timestamptz not null
      );
      create index login_slowdown_last_try on login_slowdown (last_try_at);

      create table appointment (
        id uuid primary key,
        account_id uuid not null references account (id),
        unit_id uuid not null references unit (id),
        role text not null,
        starts_at timestamptz not null default now(),
        ends_at timestamptz,
        appointed_by uuid,
        dismissed_by uuid
      );
      create unique index appointment_in_force on appointment (account_id, unit_id, role) where ends_at is null;
      create index appointment_of_unit on appointment (unit_id) where ends_at is null;

      create table duty_shift (
        id uuid primary key,
        unit_id uuid not null references unit (id),
        account_id uuid not null references account (id),
        duty text not null,
        -- 1 is Monday; times of the day in Asia/Shanghai, ends <= starts: the next day
        weekday smallint not null check (weekday between 1 and 7),
        starts text not null check (starts ~ '^\\d\\d:\\d\\d$'),
        ends text not null check (ends ~ '^\\d\\d:\\d\\d$')
      );
      create index duty_shift_of_unit on duty_shift (unit_id, duty);
    `);
  }
}
