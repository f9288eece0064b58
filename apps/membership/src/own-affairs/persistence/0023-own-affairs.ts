import { Migration } from '@mikro-orm/migrations';

export class OwnAffairs0023 extends Migration {
  override up(): void {
    this.addSql(`
      -- how and when somebody wants to be reached; the ways themselves are in worker.reach_by
      create table worker_preference (
        worker_id uuid primary key references worker (id),
        -- times of the day in Asia/Shanghai; until <= from: the next day
        quiet_from text check (quiet_from ~ '^\\d\\d:\\d\\d$'),
        quiet_until text check (quiet_until ~ '^\\d\\d:\\d\\d$'),
        no_profiling boolean not null default false,
        changed_at timestamptz not null default now(),
        changed_by uuid,
        on_behalf boolean not null default false,
        check ((quiet_from is null) = (quiet_until is null))
      );

      -- which text in which version, from when to when; ids and times only, so that it outlives an erasure as proof
      create table consent (
        id bigint generated always as identity primary key,
        worker_id uuid not null references worker (id),
        text text not null,
        version integer not null,
        given_at timestamptz not null default now(),
        withdrawn_at timestamptz
      );
      create index consent_of_worker on consent (worker_id, id);
      create unique index consent_in_force on consent (worker_id, text) where withdrawn_at is null;

      create table correction (
        id uuid primary key,
        worker_id uuid not null references worker (id),
        state text not null default 'WAITING' check (state in ('WAITING', 'APPROVED', 'REFUSED', 'WITHDRAWN')),
        -- fields and note as JSON under AES-256-GCM
        content_encrypted bytea not null,
        key_id text not null,
        asked_at timestamptz not null default now(),
        decided_at timestamptz,
        reason text,
        check ((decided_at is null) = (state = 'WAITING'))
      );
      create unique index correction_one_waiting on correction (worker_id) where state = 'WAITING';
      create index correction_of_worker on correction (worker_id, id);

      -- the first of the two steps of an erasure
      create table erasure_request (
        worker_id uuid primary key references worker (id),
        -- HMAC under BLIND_INDEX_KEY
        code_hash bytea not null,
        tries integer not null default 0,
        expires_at timestamptz not null
      );
    `);
  }
}
