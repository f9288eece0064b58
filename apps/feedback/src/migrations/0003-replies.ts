import { Migration } from '@mikro-orm/migrations';

export class Replies0003 extends Migration {
  override up(): void {
    this.addSql(`
      create table case_reply (
        id uuid primary key,
        case_id uuid not null references feedback_case on delete cascade,
        seq integer not null,
        unit_id uuid not null,
        account_id uuid,
        text text not null check (char_length(text) between 1 and 5000),
        final boolean not null,
        at timestamptz not null default clock_timestamp(),
        unique (case_id, seq)
      );
      -- how an answer came down: from the unit that gave it through each unit of the recorded chain to the worker
      create table case_reply_relay (
        reply_id uuid not null references case_reply on delete cascade,
        position integer not null,
        -- null for the last, the worker
        unit_id uuid,
        tier text not null,
        passed_by text not null,
        at timestamptz not null default clock_timestamp(),
        primary key (reply_id, position)
      );
    `);
  }
}
