import { Migration } from '@mikro-orm/migrations';

export class Attachments0004 extends Migration {
  override up(): void {
    this.addSql(`
      -- photos, already re-encoded: no name, no metadata, no time finer than a day. Ids are UUIDv4 for the same reason.
      create table case_attachment (
        id uuid primary key,
        case_id uuid references feedback_case on delete cascade,
        -- the worker or account that sent it and alone may use it; null for an anonymous person
        sender_id uuid,
        content_type text not null,
        bytes bytea not null check (octet_length(bytes) between 1 and 614400),
        on_day date not null
      );
      alter table case_attachment alter column bytes set storage external; -- photos do not compress
      create index case_attachment_case on case_attachment (case_id) where case_id is not null;
      create index case_attachment_unclaimed on case_attachment (on_day) where case_id is null;
    `);
  }
}
