import { Migration } from '@mikro-orm/migrations';

export class TimeLimits0002 extends Migration {
  override up(): void {
    this.addSql(`
      -- unit_id null: for the whole city, unless a unit nearer to the case has its own
      create table sla_policy (
        unit_id uuid,
        kind text not null,
        step text not null,
        duration interval not null check (duration > interval '0'),
        unique nulls not distinct (unit_id, kind, step)
      );
      insert into sla_policy (unit_id, kind, step, duration)
      select null, kind, step, duration::interval
        from (values
          ('hazard', 'ACKNOWLEDGE', '15 minutes'), ('hazard', 'RESOLVE', '1 day'),
          ('wages', 'ACKNOWLEDGE', '24 hours'), ('wages', 'RESOLVE', '3 days'),
          ('complaint', 'ACKNOWLEDGE', '1 day'), ('complaint', 'RESOLVE', '7 days'),
          ('daily_work', 'ACKNOWLEDGE', '1 day'), ('daily_work', 'RESOLVE', '7 days'),
          ('daily_life', 'ACKNOWLEDGE', '1 day'), ('daily_life', 'RESOLVE', '7 days'),
          ('suggestion', 'ACKNOWLEDGE', '1 day'), ('suggestion', 'RESOLVE', '7 days'),
          ('hazard', 'CONFIRM', '7 days'), ('wages', 'CONFIRM', '7 days'), ('complaint', 'CONFIRM', '7 days'),
          ('daily_work', 'CONFIRM', '7 days'), ('daily_life', 'CONFIRM', '7 days'), ('suggestion', 'CONFIRM', '7 days')
        ) as city_default (kind, step, duration);

      -- The limit in force at the unit that path ends with: its own, or that of the nearest unit above, or the city's.
      -- A function in FROM, because PostgreSQL takes such a one apart and plans it with the query around it: with a
      -- plain one the sweep would call it once for each of thousands of cases.
      create function nearest_limit(path uuid[], of_kind text, of_step text) returns table (duration interval)
      stable parallel safe language sql as $$
        select coalesce(
          (select p.duration from sla_policy p
            where p.unit_id = any (path) and p.kind = of_kind and p.step = of_step order by array_position(path, p.unit_id) desc limit 1),
          (select p.duration from sla_policy p where p.unit_id is null and p.kind = of_kind and p.step = of_step))
      $$;

      -- that a clock has rung: once per stay and step, whoever sweeps
      create table case_timer_fired (
        case_id uuid not null,
        chain_seq integer not null,
        step text not null,
        primary key (case_id, chain_seq, step)
      );

      -- When a clock that starts now rings. Coarse, for anonymous cases: the next full hour (minute, when the limit is
      -- shorter than an hour), so that it does not tell when it was started.
      create function clock_rings_at(started timestamptz, duration interval, coarse boolean) returns timestamptz
      immutable parallel safe language sql as $$
        select case
          when not coarse then started + duration
          when duration < interval '1 hour' then date_trunc('minute', started + duration + interval '1 minute' - interval '1 microsecond', 'UTC')
          else date_trunc('hour', started + duration + interval '1 hour' - interval '1 microsecond', 'UTC')
        end
      $$;
    `);
  }
}
