import { Migration } from '@mikro-orm/migrations';

export class AuditChain0041 extends Migration {
  override up(): void {
    this.addSql(`
      -- whom the actor stood in for
      alter table audit_entry add column acting_for uuid;
      create index audit_entry_at on audit_entry (at, id);
      create index audit_entry_unit_at on audit_entry (unit_id, at, id);
      create index audit_entry_account_at on audit_entry (account_id, at, id);
      drop index audit_entry_of_unit;

      -- entries that wait to be sealed: written by the trigger, so that none can be forgotten
      create table audit_unsealed (entry_id bigint primary key);
      insert into audit_unsealed select id from audit_entry;
      create function audit_entry_waits() returns trigger language plpgsql as $$
        begin insert into audit_unsealed values (new.id); return null; end $$;
      create trigger audit_entry_waits after insert on audit_entry for each row execute function audit_entry_waits();

      -- The chain: hash = SHA-256(hash before, canonical bytes of the entry). See docs/adr/0008-audit-chain.md
      create table audit_seal (
        seq bigint primary key,
        entry_id bigint not null unique,
        hash bytea not null check (octet_length(hash) = 32),
        sealed_at timestamptz not null default clock_timestamp()
      );
      create function audit_seal_is_insert_only() returns trigger language plpgsql as $$
        begin raise exception 'audit_seal is insert-only'; end $$;
      create trigger audit_seal_insert_only before update or delete or truncate on audit_seal
        for each statement execute function audit_seal_is_insert_only();
    `);
  }
}
