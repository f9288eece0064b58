import { Migration } from '@mikro-orm/migrations';

export class ActingUnit0003 extends Migration {
  override up(): void {
    this.addSql(`
      -- the unit for which a step was taken, when the publishing one was gone
      alter table post_step add column acting_unit_id uuid;
    `);
  }
}
