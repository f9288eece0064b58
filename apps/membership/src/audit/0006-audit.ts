import { Migration } from '@mikro-orm/migrations';

export class Audit0006 extends Migration {
  override up(): void {
    this.addSql(`
      create table audit_entry (
        id bigint generated always as identity primary key,
        at timestamptz not null default clock_timestamp(),
        actor_kind text not null,
        account_id uuid,
        action text not null,
        unit_id uuid,
        subject_ids uuid[] not null,
        -- ids and words of the vocabulary, never names or numbers of people
        detail jsonb not null
      );
      create index audit_entry_of_unit on audit_entry (unit_id, id);

      -- The service owns its tables, so taking rights away would not bind it.
      create function audit_entry_is_insert_only() returns trigger language plpgsql as $$
        begin raise exception 'audit_entry is insert-only'; end $$;
      create trigger audit_entry_insert_only before update or delete or truncate on audit_entry
        for each statement execute function audit_entry_is_insert_only();
    `);
  }
}
