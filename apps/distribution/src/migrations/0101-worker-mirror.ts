import { Migration } from '@mikro-orm/migrations';

/** What this service knows of the workers, fed by `evt.membership.workers.changed`: no names, no phones. */
export class WorkerMirror0101 extends Migration {
  override up(): void {
    this.addSql(`
      create table worker_mirror (
        worker_id uuid primary key,
        unit_id uuid not null,
        -- place in the union's bitmaps; never given to anybody else
        slot integer not null check (slot >= 0),
        sex text not null,
        birth_year smallint not null,
        schooling text not null,
        employment_form text not null,
        has_smartphone boolean not null,
        status text not null,
        revision bigint not null,
        unique (unit_id, slot)
      );

      -- One row per union, derived from worker_mirror in the same transaction.
      create table unit_members (
        unit_id uuid primary key,
        -- length of the bitmap: one more than the highest slot ever given; never shrinks
        slots integer not null,
        -- a bit per slot: 1 for an active member
        active bit varying not null,
        active_count integer not null,
        -- what the reconciler compares with membership
        worker_count integer not null,
        revision_sum bigint not null,
        check (length(active) = slots and bit_count(active) = active_count)
      );
    `);
  }
}
