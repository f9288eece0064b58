import { Migration } from '@mikro-orm/migrations';

/** What every service keeps for messaging; the first migration of each. */
export class MessagingTables0001 extends Migration {
  override up(): void {
    this.addSql(`
      create table outbox (
        id uuid primary key,
        subject text not null,
        type text not null,
        envelope text not null,
        traceparent text not null,
        correlation_id text not null,
        -- of state only: a row with a higher one for the same subject overtakes this one
        revision bigint,
        created_at timestamptz not null default clock_timestamp(),
        published_at timestamptz,
        -- where the broker has stored it; tells a message that is on its way from one that is lost
        stream_seq bigint,
        -- how often the reconciler sent it again; part of the fresh broker id, so that it is not taken for a duplicate
        resent integer not null default 0,
        -- when every subscriber was known to have it; only then may the row go
        confirmed_at timestamptz
      );
      create index outbox_unpublished on outbox (id) where published_at is null;
      create index outbox_unconfirmed on outbox (published_at, id) where published_at is not null and confirmed_at is null;
      create index outbox_state on outbox (subject, revision) where revision is not null;
      create index outbox_confirmed on outbox (confirmed_at) where confirmed_at is not null;

      create table processed_message (
        consumer text not null,
        event_id uuid not null,
        processed_at timestamptz not null default now(),
        primary key (consumer, event_id)
      );
      create index processed_message_processed_at on processed_message using brin (processed_at);

      create table dead_letter (
        id uuid primary key,
        consumer text not null,
        -- the event's id; where none can be read, the SHA-256 of subject and payload, so that poison sent again is one row
        message_key text not null,
        event_id uuid,
        subject text not null,
        reason text not null,
        headers jsonb not null,
        payload bytea not null,
        deliveries integer not null,
        died_at timestamptz not null default now(),
        replayed_at timestamptz,
        unique (consumer, message_key)
      );

      -- how often a message has failed here. The broker counts deliveries, which is something else: it counts restarts of
      -- its own and ours too, and forgets everything when its store is lost
      create table failed_try (
        consumer text not null,
        message_key text not null,
        tries integer not null,
        last_error text not null,
        last_at timestamptz not null default now(),
        primary key (consumer, message_key)
      );

      create table idempotency_key (
        caller text not null,
        key text not null,
        request_hash bytea not null,
        answer jsonb,
        -- a day, not a moment: an anonymous person's key is here too
        expires_on date not null,
        primary key (caller, key)
      );
    `);
  }
}

export const messagingMigrations = [{ name: '0001-messaging-tables', class: MessagingTables0001 }];
