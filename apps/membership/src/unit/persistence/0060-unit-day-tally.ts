import { Migration } from '@mikro-orm/migrations';

export class UnitDayTally0060 extends Migration {
  override up(): void {
    this.addSql(`
      set local statement_timeout = 0;

      -- How many active units there were below a unit at the end of a day: the sum of all days up to it. Counted one by
      -- one from unit_version, a page of the tree of 45,000 units took 20 ms of processor time; and it takes as long
      -- however little has changed. What changed on a day is added up by a timer, for the reason given in migration 0012.
      create table unit_day_tally (
        unit_id uuid not null,
        -- in Asia/Shanghai
        day date not null,
        -- how many more than at the end of the day before
        units integer not null,
        primary key (unit_id, day) include (units)
      );
      create table unit_day_tally_change (unit_id uuid not null, day date not null, units integer not null);
      create index unit_day_tally_change_of_unit on unit_day_tally_change (unit_id);

      -- What one line of the history counts for: one more below each unit above it from the day it begins, one less from
      -- the day it ends. Of an open line the second is on the day 'infinity', and nobody asks for that.
      create function unit_version_days(path uuid[], status text, since timestamptz, until timestamptz)
        returns table (unit_id uuid, day date, units integer) language sql immutable parallel safe as $$
        select above, (d.at at time zone 'Asia/Shanghai')::date, d.n
          from unnest(trim_array(path, 1)) as above, (values (since, 1), (until, -1)) as d (at, n)
         where status = 'ACTIVE' and d.at < 'infinity' $$;

      lock table unit, unit_version in share row exclusive mode;
      insert into unit_day_tally (unit_id, day, units)
      select d.unit_id, d.day, sum(d.units)
        from unit_version v, unit_version_days(v.path, v.status, v.valid_from, v.valid_to) d
       group by d.unit_id, d.day having sum(d.units) <> 0;

      create function unit_version_counts() returns trigger language plpgsql as $$
        begin
          if tg_op = 'INSERT' then
            insert into unit_day_tally_change (unit_id, day, units)
            select d.unit_id, d.day, sum(d.units)
              from now_there v, unit_version_days(v.path, v.status, v.valid_from, v.valid_to) d
             group by d.unit_id, d.day having sum(d.units) <> 0;
          else
            insert into unit_day_tally_change (unit_id, day, units)
            select d.unit_id, d.day, sum(d.units * v.n)
              from (select path, status, valid_from, valid_to, 1 as n from now_there
                    union all select path, status, valid_from, valid_to, -1 from was_there) v,
                   unit_version_days(v.path, v.status, v.valid_from, v.valid_to) d
             group by d.unit_id, d.day having sum(d.units * v.n) <> 0;
          end if;
          return null;
        end $$;
      create trigger unit_version_counts after insert on unit_version
        referencing new table as now_there for each statement execute function unit_version_counts();
      create trigger unit_version_recounts after update on unit_version
        referencing old table as was_there new table as now_there for each statement execute function unit_version_counts();
    `);
  }
}
