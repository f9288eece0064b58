import { Migration } from '@mikro-orm/migrations';

export class Joining0022 extends Migration {
  override up(): void {
    this.addSql(`
      create table join_code (
        unit_id uuid primary key references unit (id),
        -- shown again to the union, hence encrypted and not only hashed; the index is an HMAC under another key
        code_encrypted bytea not null,
        key_id text not null,
        code_index bytea not null unique,
        renewed_at timestamptz not null default now()
      );

      create table joining (
        id uuid primary key,
        unit_id uuid not null references unit (id),
        -- SHA-256 of the receipt: 117 random bits cannot be tried out
        receipt_hash bytea not null unique,
        -- all that the applicant said, as JSON under AES-256-GCM; gone when it is no longer needed
        applicant_encrypted bytea,
        key_id text,
        phone_index bytea,
        state text not null default 'WAITING' check (state in ('WAITING', 'APPROVED', 'REFUSED', 'WITHDRAWN', 'EXPIRED')),
        applied_at timestamptz not null default now(),
        decided_at timestamptz,
        reason text,
        worker_id uuid references worker (id),
        transfer_id uuid references transfer (id),
        check ((decided_at is null) = (state = 'WAITING')),
        check ((applicant_encrypted is null) = (key_id is null)),
        check (applicant_encrypted is not null or state <> 'WAITING')
      );
      create index joining_of_unit on joining (unit_id, id);
      create index joining_waiting on joining (unit_id) where state = 'WAITING';
      create index joining_left_alone on joining (applied_at) where state = 'WAITING';
      create index joining_decided on joining (decided_at) where decided_at is not null;
      create index joining_phone on joining (phone_index) where phone_index is not null;
      create index joining_worker on joining (worker_id) where worker_id is not null;
    `);
  }
}
