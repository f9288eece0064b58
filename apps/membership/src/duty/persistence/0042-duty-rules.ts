import { Migration } from '@mikro-orm/migrations';

export class DutyRules0042 extends Migration {
  override up(): void {
    this.addSql(`
      alter table duty_shift alter column weekday drop not null,
        add column on_date date,
        add column days text check (days in ('WORKDAY', 'REST_DAY', 'EVERY_DAY')),
        add constraint duty_shift_day check (num_nonnulls(weekday, on_date, days) = 1);
      create index duty_shift_of_duty on duty_shift (duty, unit_id);

      create table duty_substitute (
        id uuid primary key,
        unit_id uuid not null references unit (id),
        duty text not null,
        absent_id uuid not null references account (id),
        substitute_id uuid not null references account (id),
        starts_at timestamptz not null,
        ends_at timestamptz not null check (ends_at > starts_at),
        reason text,
        arranged_by uuid,
        cancelled_at timestamptz
      );
      create index duty_substitute_of_unit on duty_substitute (unit_id, duty, ends_at);

      -- where the city differs from the national calendar
      create table calendar_day (
        date date primary key,
        kind text not null check (kind in ('WORKDAY', 'REST_DAY')),
        name text
      );

      -- a night with nobody on duty; the key keeps it to one warning a night
      create table duty_gap (
        unit_id uuid not null references unit (id),
        duty text not null,
        night date not null,
        gap_from timestamptz not null,
        gap_until timestamptz not null,
        found_at timestamptz not null default now(),
        filled_at timestamptz,
        primary key (unit_id, duty, night)
      );
      create index duty_gap_open on duty_gap (night, unit_id) where filled_at is null;
    `);
  }
}
