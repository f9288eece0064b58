import { Migration } from '@mikro-orm/migrations';

/** What the road keeps when units go, split or move. */
export class TreeChanges0106 extends Migration {
  override up(): void {
    this.addSql(`
      -- NOT VALID: the rows that are there fulfil it, and a scan of all deliveries would only hold locks
      alter table relay drop constraint relay_state_check;
      alter table relay add constraint relay_state_check check (state in ('PENDING', 'FORWARDED', 'TAKEN_OVER')) not valid;
      alter table delivery drop constraint delivery_state_check;
      alter table delivery add constraint delivery_state_check check (state in ('PENDING', 'OPEN', 'TAKEN_OVER')) not valid;

      -- came here with the members of a union that was merged into this one: shown to those, not to the others
      alter table delivery add column only_carried boolean not null default false;

      -- that a post passed from one unit to another because the tree changed
      create table handover (
        post_id uuid not null,
        from_unit_id uuid not null,
        to_unit_id uuid not null,
        succession text not null check (succession in ('MERGED', 'SPLIT', 'DISSOLVED')),
        at timestamptz not null default now(),
        primary key (post_id, from_unit_id, to_unit_id)
      );
      create index handover_to on handover (post_id, to_unit_id);

      -- Units that have come under a parent: opened there, or moved there from another. Kept as long as posts are in
      -- force, so that a message that was on its way during the move still finds them.
      create table unit_move (
        id bigint generated always as identity primary key,
        unit_id uuid not null,
        from_unit_id uuid,
        to_unit_id uuid not null,
        at timestamptz not null default now(),
        -- when it was looked at for posts that the unit should have and does not
        looked_at timestamptz
      );
      create index unit_move_new on unit_move (at) where looked_at is null;
      create index unit_move_from on unit_move (from_unit_id) where from_unit_id is not null;

      -- Triggers, because the mirror has several writers (events, the reconciler) and none may forget it. By statement:
      -- a message of 200 units is one row of work.
      create function note_opened_units() returns trigger language plpgsql as $$
      begin
        insert into unit_move (unit_id, to_unit_id)
        select n.unit_id, n.parent_id from arrived n
         where n.parent_id is not null and n.status = 'ACTIVE' and exists (select from post_mirror);
        return null;
      end $$;
      create trigger note_opened_units after insert on unit_mirror
        referencing new table as arrived for each statement execute function note_opened_units();

      create function note_moved_units() returns trigger language plpgsql as $$
      begin
        insert into unit_move (unit_id, from_unit_id, to_unit_id)
        select n.unit_id, nullif(b.parent_id, n.parent_id), n.parent_id from before b join arrived n using (unit_id)
         where n.parent_id is not null and n.status = 'ACTIVE'
           and (n.parent_id is distinct from b.parent_id or b.status <> 'ACTIVE');
        return null;
      end $$;
      create trigger note_moved_units after update on unit_mirror
        referencing old table as before new table as arrived for each statement execute function note_moved_units();
    `);
  }
}
