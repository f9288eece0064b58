import { Migration } from '@mikro-orm/migrations';

export class UnitInDistrict0061 extends Migration {
  override up(): void {
    this.addSql(`
      set local statement_timeout = 0;

      -- The units of a district in the order of their codes: a page of those that have a common word is full after some
      -- sixty of them. Below a direct union there are few enough to look at each (unit_path).
      create index unit_in_district on unit ((path[2]), code);
    `);
  }
}
