import { Migration } from '@mikro-orm/migrations';

/** Work that should run once in a while, by one copy of the service at a time: whoever moves `due_at` runs it. */
export class TimerLease0104 extends Migration {
  override up(): void {
    this.addSql(`
      create table timer_lease (
        name text primary key,
        due_at timestamptz not null
      );
    `);
  }
}
