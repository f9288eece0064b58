import { Migration } from '@mikro-orm/migrations';

export class Cases0001 extends Migration {
  override up(): void {
    this.addSql(`
      -- the calendar day in China: all that is kept of when an anonymous person did something
      create function local_day(moment timestamptz) returns date immutable parallel safe language sql as
        $$ select (moment at time zone 'Asia/Shanghai')::date $$;

      create table feedback_case (
        id uuid primary key,
        number text not null unique,
        kind text not null,
        state text not null,
        version integer not null,
        submitted_by text not null,
        worker_id uuid,
        on_behalf_account_id uuid,
        -- SHA-256 of the code by which an anonymous person follows the case; the code itself is kept nowhere
        receipt_hash bytea,
        text text not null,
        origin_unit_id uuid not null,
        about_unit_id uuid,
        -- staff of this unit and of those below must not know of the case
        hidden_from_unit_id uuid,
        owner_unit_id uuid not null,
        chain_seq integer not null,
        step text,
        -- null: no clock runs, or one that starts with the next coarse tick
        due_at timestamptz,
        breached boolean not null default false,
        assignee_account_id uuid,
        assignee_unit_id uuid,
        reopen_count integer not null default 0,
        satisfaction integer,
        urged_on date,
        submitted_on date not null,
        submitted_at timestamptz,
        constraint feedback_case_text_length check (char_length(text) between 1 and 5000),
        constraint feedback_case_satisfaction_range check (satisfaction between 1 and 5),
        constraint feedback_case_anonymous_is_anonymous check (
          submitted_by <> 'ANONYMOUS'
          or (worker_id is null and on_behalf_account_id is null and submitted_at is null and receipt_hash is not null))
      ) with (fillfactor = 85);
      create unique index feedback_case_receipt on feedback_case (receipt_hash) where receipt_hash is not null;
      -- the sweep: open clocks only, so that an idle look costs one index page
      create index feedback_case_due on feedback_case (due_at) where due_at is not null;
      create index feedback_case_worker on feedback_case (worker_id, submitted_on desc, id desc) where worker_id is not null;
      create index feedback_case_newest on feedback_case (submitted_on desc, id desc);
      create index feedback_case_assignee on feedback_case (assignee_account_id) where assignee_account_id is not null;

      -- each stay of a case at a unit, in order
      create table case_chain (
        -- no foreign key here and in case_event: both are written only by the statement that writes the case, by the
        -- thousand when clocks ring, and each key would be looked up once more
        case_id uuid not null,
        seq integer not null,
        unit_id uuid not null,
        tier text not null,
        reason text not null,
        -- null for an anonymous person's own step: the day is all we keep
        arrived_at timestamptz,
        arrived_on date not null,
        acknowledged_at timestamptz,
        resolved_at timestamptz,
        left_at timestamptz,
        left_on date,
        left_reason text,
        primary key (case_id, seq)
      ) with (fillfactor = 75); -- each stay is ended once, in place
      create index case_chain_unit on case_chain (unit_id, case_id);

      -- the history; seq is the case's version after the change, so that none can be missing
      create table case_event (
        case_id uuid not null,
        seq integer not null,
        what text not null,
        state text not null,
        unit_id uuid not null,
        actor_kind text not null,
        account_id uuid,
        text text,
        at timestamptz,
        on_day date not null,
        primary key (case_id, seq)
      );
      create function case_event_is_append_only() returns trigger language plpgsql as $$
      begin raise exception 'the history of a case is never changed'; end $$;
      create trigger case_event_append_only before update on case_event
        for each statement execute function case_event_is_append_only();

      -- an anonymous person's steps, told with the next coarse tick and without a time of their own
      create table coarse_announcement (
        id uuid primary key,
        case_id uuid not null references feedback_case on delete cascade,
        what text not null
      );
      create table coarse_tick (singleton boolean primary key default true check (singleton), tick bigint not null);
      insert into coarse_tick (tick) values (0);

      -- that a step by receipt code has been taken, told from its repeat by a keyed hash
      create table anonymous_step (key_hash bytea primary key, on_day date not null);
    `);
  }
}
