import { Migration } from '@mikro-orm/migrations';

export class UnitChange0013 extends Migration {
  override up(): void {
    this.addSql(`
      -- Every change of the tree: what, from when, by whom and why.
      create table unit_change (
        id uuid primary key,
        kind text not null,
        state text not null,
        -- whom it is about; a unit that is still to be opened has its id already
        unit_id uuid not null,
        -- the units there were when it was decided that it touches: whose staff may see it
        concerned uuid[] not null,
        -- calendar date in Asia/Shanghai
        effective_on date not null,
        reason text not null,
        plan jsonb not null,
        decided_by uuid,
        decided_at timestamptz not null default now(),
        carried_out_at timestamptz,
        cancelled_by uuid,
        cancelled_at timestamptz,
        -- of one that no longer fitted on its day: {code, params}
        problem jsonb,
        -- times it could not be carried out for reasons that are not its own
        tries integer not null default 0,
        try_after timestamptz not null default '-infinity'
      );
      create index unit_change_due on unit_change (effective_on, id) where state = 'PLANNED';
    `);
  }
}
