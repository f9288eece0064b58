import { Migration } from '@mikro-orm/migrations';

export class UnitSuccessor0014 extends Migration {
  override up(): void {
    this.addSql(`
      -- who got the members of a unit that is gone; null where nobody did
      alter table unit add column successor_id uuid references unit (id);
    `);
  }
}
