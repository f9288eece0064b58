import { Migration } from '@mikro-orm/migrations';

/** A service's own copy of the unit tree, fed by `state.membership.unit.v1`. Joined in its SQL like any own table. */
export class UnitMirror0001 extends Migration {
  override up(): void {
    this.addSql(`
      create table unit_mirror (
        unit_id uuid primary key,
        tier text not null,
        kind text not null,
        name text not null,
        short_name text not null,
        parent_id uuid,
        -- from the root to the unit itself; "descendants of X" is path @> array[X] or path && array[X]
        path uuid[] not null,
        status text not null,
        revision bigint not null
      );
      create index unit_mirror_parent on unit_mirror (parent_id);
      create index unit_mirror_path on unit_mirror using gin (path);
    `);
  }
}
