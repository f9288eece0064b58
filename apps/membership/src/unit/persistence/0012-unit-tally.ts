import { Migration } from '@mikro-orm/migrations';

export class UnitTally0012 extends Migration {
  override up(): void {
    this.addSql(`
      set local statement_timeout = 0;

      -- How many active units and how many workers there are below a unit, itself not counted. Adding them up for one
      -- page of the tree took 40 ms for the city of 45,000 units; and a counter on each unit's own row would make all
      -- rosters of the city wait for one another at the city's row. So whoever changes something only adds rows to
      -- unit_tally_change, which locks nobody out, and a timer folds those into unit_tally. What is true is always the
      -- sum of both, read in one statement.
      create table unit_tally (
        unit_id uuid primary key,
        units integer not null,
        workers integer not null
      ) with (fillfactor = 50);
      create table unit_tally_change (unit_id uuid not null, units integer not null, workers integer not null);
      create index unit_tally_change_of_unit on unit_tally_change (unit_id);

      insert into unit_tally (unit_id, units, workers)
      select above, count(*) filter (where u.status = 'ACTIVE'), sum(u.worker_count)
        from unit u, unnest(trim_array(u.path, 1)) as above group by above;

      -- Triggers, because workers are counted by rosters, transfers and leavings alike.
      create function unit_opened_counts() returns trigger language plpgsql as $$
        begin
          insert into unit_tally_change (unit_id, units, workers)
          select above, count(*) filter (where o.status = 'ACTIVE'), sum(o.worker_count)
            from opened o, unnest(trim_array(o.path, 1)) as above group by above;
          return null;
        end $$;
      create trigger unit_opened_counts after insert on unit
        referencing new table as opened for each statement execute function unit_opened_counts();

      create function unit_changed_counts() returns trigger language plpgsql as $$
        begin
          insert into unit_tally_change (unit_id, units, workers)
          select above, sum(units), sum(workers)
            from (select unnest(trim_array(old.path, 1)) as above, -(old.status = 'ACTIVE')::int as units,
                         -old.worker_count as workers
                  union all
                  select unnest(trim_array(new.path, 1)), (new.status = 'ACTIVE')::int, new.worker_count) as change
           group by above having sum(units) <> 0 or sum(workers) <> 0;
          return null;
        end $$;
      create trigger unit_changed_counts after update on unit for each row
        when (old.worker_count <> new.worker_count or old.status <> new.status or old.path <> new.path)
        execute function unit_changed_counts();
    `);
  }
}
