import { Migration } from '@mikro-orm/migrations';

export class TransferEnd0024 extends Migration {
  override up(): void {
    this.addSql(`
      -- in plain Chinese: why it ended with none of the parties saying so
      alter table transfer add column end_reason text;
    `);
  }
}
