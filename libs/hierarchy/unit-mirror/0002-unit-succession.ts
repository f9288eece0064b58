import { Migration } from '@mikro-orm/migrations';

/** Units that are gone for good, and who took over from each; fed by `evt.membership.unit.succeeded`. */
export class UnitSuccession0002 extends Migration {
  override up(): void {
    this.addSql(`
      create table unit_succession (
        from_unit_id uuid primary key,
        to_unit_id uuid not null,
        -- who has it by now: the successor, or the successor's successor
        heir_unit_id uuid not null,
        succession text not null check (succession in ('MERGED', 'DISSOLVED')),
        effective_at timestamptz not null,
        heard_at timestamptz not null default now(),
        check (from_unit_id <> to_unit_id)
      );
      create index unit_succession_heir on unit_succession (heir_unit_id);
    `);
  }
}
