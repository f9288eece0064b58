import { Migration } from '@mikro-orm/migrations';

/** What workers did with posts, beyond the bits in `delivery`. */
export class Receipts0103 extends Migration {
  override up(): void {
    this.addSql(`
      -- Receipts of members who joined after a post had come to their union: they see it, but are not counted.
      create table late_receipt (
        unit_id uuid not null,
        slot integer not null,
        post_id uuid not null,
        read_revision integer not null,
        confirmed boolean not null,
        primary key (unit_id, slot, post_id)
      );

      -- Append-only, for times and audit. No index but a few bytes of brin: it is written 100,000 times a second.
      -- Partitions are made ahead by the service; the default one catches what falls outside.
      create table receipt_log (
        post_id uuid not null,
        unit_id uuid not null,
        slot integer not null,
        -- 1 read, 2 confirmed
        grade smallint not null,
        revision integer not null,
        at timestamptz not null
      ) partition by range (at);
      create table receipt_log_default partition of receipt_log default;
      create index receipt_log_at on receipt_log using brin (at);
    `);
  }
}
