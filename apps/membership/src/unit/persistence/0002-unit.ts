import { Migration } from '@mikro-orm/migrations';

export class Unit0002 extends Migration {
  override up(): void {
    this.addSql(`
      -- One sequence for all units: the sum of revisions tells two copies of the tree apart.
      create sequence unit_revision;

      -- Every two neighbouring characters of the words: two-character Chinese words defeat trigrams.
      create function bigrams(variadic words text[]) returns text[]
        language sql immutable parallel safe
        return array(
          select distinct substr(w.word, i, 2)
            from unnest(words) as u (raw),
                 lateral (select regexp_replace(lower(u.raw), '\\s', '', 'g')) as w (word),
                 generate_series(1, greatest(length(w.word) - 1, 1)) as i
           where w.word <> '');

      create table unit (
        id uuid primary key,
        code text not null unique,
        tier text not null check (tier in ('CITY', 'DISTRICT', 'DIRECT', 'GRASSROOTS')),
        kind text not null,
        name text not null,
        short_name text not null,
        parent_id uuid references unit (id),
        -- from the root to the unit itself; derived from parent_id in the same transaction
        path uuid[] not null,
        status text not null default 'ACTIVE' check (status in ('ACTIVE', 'DISSOLVED')),
        address text not null default '',
        revision bigint not null default nextval('unit_revision'),
        -- the slot that the next worker gets; only grows
        next_slot integer not null default 0,
        worker_count integer not null default 0 check (worker_count >= 0),
        opened_at timestamptz not null default now(),
        roster_imported_at timestamptz,
        roster_changed_at timestamptz,
        grams text[] not null generated always as (bigrams(name, short_name, code)) stored,
        check ((parent_id is null) = (tier = 'CITY'))
      );
      create unique index unit_one_city on unit (tier) where tier = 'CITY';
      create index unit_parent on unit (parent_id, code);
      -- fastupdate off: after a large import the list of pending entries makes every search read the whole table
      create index unit_path on unit using gin (path) with (fastupdate = off);
      create index unit_grams on unit using gin (grams) with (fastupdate = off);
      -- full names in rosters
      create index unit_name on unit (name);
    `);
  }
}
