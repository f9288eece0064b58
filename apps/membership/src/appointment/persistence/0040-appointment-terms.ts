import { Migration } from '@mikro-orm/migrations';

export class AppointmentTerms0040 extends Migration {
  override up(): void {
    this.addSql(`
      alter table appointment add column reason text, add column end_reason text,
        add constraint appointment_term check (ends_at >= starts_at);
      create index appointment_of_account on appointment (account_id, id);
      create index appointment_at_unit on appointment (unit_id, id);

      -- somebody who acts with the appointee's powers for a time; an empty period was called off
      create table deputy_cover (
        id uuid primary key,
        appointment_id uuid not null references appointment (id),
        account_id uuid not null references account (id),
        starts_at timestamptz not null,
        ends_at timestamptz not null check (ends_at >= starts_at),
        reason text,
        named_by uuid,
        ended_by uuid
      );
      create index deputy_cover_of_account on deputy_cover (account_id, ends_at);
      create index deputy_cover_of_appointment on deputy_cover (appointment_id);

      -- Which powers an account has when: its own appointments, and those it covers for somebody else. Whoever asks
      -- for a moment holds it against starts_at and ends_at (null: until further notice). No job has to run for an
      -- appointment to begin or end.
      create view acting_appointment as
        select p.id as appointment_id, p.account_id, p.unit_id, p.role, null::uuid as acting_for, p.starts_at, p.ends_at
          from appointment p
        union all
        select p.id, d.account_id, p.unit_id, p.role, p.account_id, greatest(d.starts_at, p.starts_at),
               least(d.ends_at, p.ends_at)
          from deputy_cover d
          join appointment p on p.id = d.appointment_id
          join account holder on holder.id = p.account_id and holder.status = 'ACTIVE';
    `);
  }
}
