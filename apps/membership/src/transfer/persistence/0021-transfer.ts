import { Migration } from '@mikro-orm/migrations';

export class Transfer0021 extends Migration {
  override up(): void {
    this.addSql(`
      create table transfer (
        id uuid primary key,
        kind text not null check (kind in ('MOVE', 'SECOND')),
        worker_id uuid not null references worker (id),
        to_unit_id uuid not null references unit (id),
        -- the worker's union when it ended; until then the worker's own row says which one it is
        from_unit_id uuid references unit (id),
        state text not null default 'WAITING'
          check (state in ('WAITING', 'NOTICE', 'DONE', 'REFUSED', 'WITHDRAWN', 'EXPIRED')),
        asked_by text not null check (asked_by in ('WORKER', 'PRESENT', 'RECEIVING')),
        on_behalf boolean not null default false,
        account_id uuid,
        asked_at timestamptz not null default now(),
        reason text,
        -- in NOTICE: when it takes effect unless the worker objects
        notice_until timestamptz,
        expires_at timestamptz not null,
        ended_at timestamptz,
        check ((ended_at is not null) = (state in ('DONE', 'REFUSED', 'WITHDRAWN', 'EXPIRED'))),
        check ((from_unit_id is not null) = (ended_at is not null))
      );
      create unique index transfer_one_open on transfer (worker_id, kind) where ended_at is null;
      create index transfer_of_worker on transfer (worker_id, id);
      create index transfer_into on transfer (to_unit_id, id);
      create index transfer_out_of on transfer (from_unit_id, id) where from_unit_id is not null;
      create index transfer_due on transfer (coalesce(notice_until, expires_at)) where ended_at is null;

      -- what each party said last
      create table transfer_word (
        transfer_id uuid not null references transfer (id) on delete cascade,
        party text not null check (party in ('WORKER', 'PRESENT', 'RECEIVING')),
        agrees boolean not null,
        on_behalf boolean not null default false,
        account_id uuid,
        said_at timestamptz not null default now(),
        reason text,
        primary key (transfer_id, party)
      );
    `);
  }
}
