import { Migration } from '@mikro-orm/migrations';

/** Workers with several unions, workers who moved, workers who had everything erased. */
export class WorkerPlaces0107 extends Migration {
  override up(): void {
    this.addSql(`
      -- A place in a union that is not the worker's primary one. Its slot comes from the union's own counter, so nobody
      -- else has it; no row of worker_mirror has it either, and therefore its bit in every bitmap is 0.
      create table secondary_place (
        unit_id uuid not null,
        slot integer not null check (slot >= 0),
        worker_id uuid not null,
        primary key (unit_id, slot)
      );
      create index secondary_place_worker on secondary_place (worker_id);

      -- late_receipt holds what a member who came later has of a post. Who moved here from a union in which he is
      -- counted for this post goes on being counted there; read_revision 0: he has it, and has not read it.
      alter table late_receipt add column counted_unit_id uuid, add column counted_slot integer,
        add constraint late_receipt_counted check ((counted_unit_id is null) = (counted_slot is null));
      create index late_receipt_counted_elsewhere on late_receipt (post_id, unit_id) where counted_unit_id is not null;

      -- bits without those of these slots
      create function bits_without(bits bit varying, slots int[]) returns bit varying immutable parallel safe language sql
        return case when slots is null then bits else bits & ~ coalesce(
          (select bit_or(set_bit(bits # bits, s, 1)) from unnest(slots) as s where s < length(bits)), bits # bits) end;

      -- Who had everything erased. The bare id stays: without it a message that is late could bring it all back.
      create table erased_worker (
        worker_id uuid primary key,
        erased_at timestamptz not null default now()
      );
      -- an erased worker's row keeps the slot, and nothing about the person
      alter table worker_mirror alter column sex drop not null, alter column birth_year drop not null,
        alter column schooling drop not null, alter column employment_form drop not null,
        alter column has_smartphone drop not null;
    `);
  }
}
