import { Migration } from '@mikro-orm/migrations';

export class TreeAndRosterChanges0005 extends Migration {
  override up(): void {
    this.addSql(`
      -- complaints about a unit, when that unit is merged
      create index feedback_case_hidden_from on feedback_case (hidden_from_unit_id) where hidden_from_unit_id is not null;

      -- Who had everything erased. The bare id stays: without it a submission that is late could bring a case back.
      create table erased_worker (
        worker_id uuid primary key,
        erased_at timestamptz not null default now()
      );

      -- The history is never changed; its words alone can be taken out, when the worker wants it so.
      drop trigger case_event_append_only on case_event;
      create or replace function case_event_is_append_only() returns trigger language plpgsql as $$
      begin
        if new.text = '本人已要求删除' and to_jsonb(new) - 'text' = to_jsonb(old) - 'text' then return new; end if;
        raise exception 'the history of a case is never changed';
      end $$;
      create trigger case_event_append_only before update on case_event
        for each row execute function case_event_is_append_only();
    `);
  }
}
