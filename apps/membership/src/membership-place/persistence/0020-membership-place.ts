import { Migration } from '@mikro-orm/migrations';

export class MembershipPlace0020 extends Migration {
  override up(): void {
    this.addSql(`
      alter table worker
        -- how the present stay in the union began
        add column begun_as text not null default 'ROSTER',
        -- why and when somebody is no longer a member; stays within this service
        add column left_kind text check (left_kind in ('LEFT', 'RETIRED', 'DIED', 'ERASED')),
        add column left_on date,
        add column erased_at timestamptz;
      update worker set left_kind = 'LEFT', left_on = current_date where status = 'LEFT';
      alter table worker add check (status = 'ACTIVE' or (left_kind is not null and left_on is not null));

      -- stays in primary unions that are over; the present one is in worker itself
      create table membership_period (
        id bigint generated always as identity primary key,
        worker_id uuid not null references worker (id),
        unit_id uuid not null references unit (id),
        slot integer not null,
        since timestamptz not null,
        until timestamptz not null,
        begun_as text not null,
        ended_as text not null
      );
      create index membership_period_of_worker on membership_period (worker_id, id);

      -- unions besides the primary one; slots come from the same counter as those of its own members
      create table secondary_membership (
        worker_id uuid not null references worker (id),
        unit_id uuid not null references unit (id),
        slot integer not null check (slot >= 0),
        since timestamptz not null default now(),
        ended timestamptz,
        begun_as text not null,
        ended_as text,
        primary key (unit_id, slot),
        check ((ended is null) = (ended_as is null))
      );
      create unique index secondary_membership_in_force on secondary_membership (worker_id, unit_id) where ended is null;
      create index secondary_membership_of_worker on secondary_membership (worker_id);

      -- Rosters, transfers and changes of the tree all move workers; this way none of them can forget the history.
      -- What it is called in there, the transaction says beforehand (see say-why-memberships-change.ts).
      create function worker_changes_place() returns trigger language plpgsql as $$
      declare
        because text := coalesce(nullif(current_setting('guantong.membership_change', true), ''), 'ROSTER');
      begin
        if new.status = 'ACTIVE' then
          new.left_kind := null;
          new.left_on := null;
        else
          new.left_kind := coalesce(new.left_kind, 'LEFT');
          new.left_on := coalesce(new.left_on, (now() at time zone 'Asia/Shanghai')::date);
        end if;
        if old.status = 'ACTIVE' then
          insert into membership_period (worker_id, unit_id, slot, since, until, begun_as, ended_as)
          values (old.id, old.unit_id, old.slot, old.joined_at, now(), old.begun_as,
                  case when new.status = 'ACTIVE' then because else new.left_kind end);
        end if;
        if new.status = 'ACTIVE' then
          new.joined_at := now();
          new.begun_as := because;
        end if;
        -- closed when they left; whoever is a member again can log in again
        if old.status <> 'ACTIVE' and new.status = 'ACTIVE' then
          update account set status = 'ACTIVE' where worker_id = new.id;
        end if;
        -- nobody is in a union twice; the same condition stands in mirrored-worker-sql.ts, for those who announce the
        -- worker in the very statement that moved them
        update secondary_membership set ended = now(), ended_as = because
         where worker_id = new.id and ended is null and (unit_id = new.unit_id or new.status = 'LEFT');
        return new;
      end $$;
      create trigger worker_changes_place before update of unit_id, status on worker for each row
        when (old.unit_id is distinct from new.unit_id or old.status is distinct from new.status)
        execute function worker_changes_place();

      -- for "what was done with my data": by whom a worker's entries are found
      create index if not exists audit_entry_of_subject on audit_entry using gin (subject_ids)
        with (fastupdate = off);
    `);
  }
}
