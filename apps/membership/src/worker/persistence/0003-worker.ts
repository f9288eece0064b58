import { Migration } from '@mikro-orm/migrations';

export class Worker0003 extends Migration {
  override up(): void {
    this.addSql(`
      create sequence worker_revision;

      create table worker (
        id uuid primary key,
        unit_id uuid not null references unit (id),
        -- place in the union's bitmaps; from unit.next_slot, never reused
        slot integer not null check (slot >= 0),
        name text not null,
        sex text not null check (sex in ('M', 'F')),
        birth_date date not null,
        schooling text not null,
        trade text not null default '',
        employment_form text not null,
        -- AES-256-GCM; phone_key_id says which key, phone_index is an HMAC under another key
        phone_encrypted bytea,
        phone_key_id text,
        phone_index bytea,
        has_smartphone boolean not null,
        card_number text unique,
        status text not null default 'ACTIVE' check (status in ('ACTIVE', 'LEFT')),
        revision bigint not null default nextval('worker_revision'),
        joined_at timestamptz not null default now(),
        unique (unit_id, slot),
        check ((phone_encrypted is null) = (phone_index is null) and (phone_encrypted is null) = (phone_key_id is null))
      );
      create index worker_phone on worker (phone_index) where phone_index is not null;
      create index worker_person on worker (unit_id, name, birth_date);
      -- "how the name begins": a plain index serves like 'x%' because the database's collation is C
      create index worker_name on worker (name text_pattern_ops, id);
    `);
  }
}
