import { Migration } from '@mikro-orm/migrations';

/** A change of the tree takes a step in a post's history, and has no account. */
export class TakeOver0002 extends Migration {
  override up(): void {
    this.addSql(`alter table post_step alter column account_id drop not null;`);
  }
}
