import { Migration } from '@mikro-orm/migrations';

export class UnitVersion0011 extends Migration {
  override up(): void {
    this.addSql(`
      set local statement_timeout = 0;

      -- What a unit was, from when to when: the tree as of any day. Only ever written by the two triggers below, so
      -- that no way of changing a unit can forget it.
      create table unit_version (
        unit_id uuid not null references unit (id),
        valid_from timestamptz not null,
        valid_to timestamptz not null default 'infinity',
        parent_id uuid,
        path uuid[] not null,
        kind text not null,
        name text not null,
        short_name text not null,
        status text not null,
        primary key (unit_id, valid_from),
        check (valid_from <= valid_to)
      );
      create unique index unit_version_now on unit_version (unit_id) where valid_to = 'infinity';
      create index unit_version_parent on unit_version (parent_id, valid_from);
      create index unit_version_path on unit_version using gin (path) with (fastupdate = off);

      insert into unit_version (unit_id, valid_from, parent_id, path, kind, name, short_name, status)
      select id, opened_at, parent_id, path, kind, name, short_name, status from unit;

      create function unit_begins_history() returns trigger language plpgsql as $$
        begin
          insert into unit_version (unit_id, valid_from, parent_id, path, kind, name, short_name, status)
          select id, opened_at, parent_id, path, kind, name, short_name, status from opened;
          return null;
        end $$;
      create trigger unit_begins_history after insert on unit
        referencing new table as opened for each statement execute function unit_begins_history();

      -- Per row, with a condition: most updates of a unit (counts, slots) change nothing of this and never get here.
      -- now() is the time of the whole transaction, so a change of many units is one moment; the unit's row lock keeps
      -- two from writing at once, and greatest() keeps one that began earlier and came later from going back.
      create function unit_goes_on_in_history() returns trigger language plpgsql as $$
        declare since timestamptz;
        begin
          update unit_version set valid_to = greatest(now(), valid_from)
           where unit_id = new.id and valid_to = 'infinity' returning valid_to into since;
          insert into unit_version (unit_id, valid_from, parent_id, path, kind, name, short_name, status)
          values (new.id, coalesce(since, now()), new.parent_id, new.path, new.kind, new.name, new.short_name, new.status)
          on conflict (unit_id, valid_from) do update
             set valid_to = 'infinity', parent_id = excluded.parent_id, path = excluded.path, kind = excluded.kind,
                 name = excluded.name, short_name = excluded.short_name, status = excluded.status;
          return null;
        end $$;
      create trigger unit_goes_on_in_history after update on unit for each row
        when ((old.parent_id, old.path, old.kind, old.name, old.short_name, old.status)
              is distinct from (new.parent_id, new.path, new.kind, new.name, new.short_name, new.status))
        execute function unit_goes_on_in_history();
    `);
  }
}
