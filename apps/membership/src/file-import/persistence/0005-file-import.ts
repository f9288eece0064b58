import { Migration } from '@mikro-orm/migrations';

export class FileImport0005 extends Migration {
  override up(): void {
    this.addSql(`
      create table file_import (
        id uuid primary key,
        kind text not null check (kind in ('ROSTER', 'UNITS')),
        account_id uuid not null,
        file_name text not null,
        -- the union of lines that name none
        unit_id uuid references unit (id),
        status text not null default 'UPLOADING'
          check (status in ('UPLOADING', 'RECEIVED', 'RUNNING', 'DONE', 'FAILED')),
        chunks integer,
        bytes bigint,
        -- data lines that are done; a copy that takes over after a crash goes on behind them
        rows_read integer not null default 0,
        added integer not null default 0,
        changed integer not null default 0,
        unchanged integer not null default 0,
        rejected integer not null default 0,
        -- why the file as a whole could not be used: { problem, params }
        failure jsonb,
        -- who works on it (a new token at each take-over) and until when that is believed
        claim_token uuid,
        claimed_until timestamptz,
        attempts integer not null default 0,
        created_at timestamptz not null default now(),
        received_at timestamptz,
        finished_at timestamptz
      );
      create index file_import_waiting on file_import (received_at) where status in ('RECEIVED', 'RUNNING');

      -- the file itself, encrypted, only until it has been worked through
      create table file_import_chunk (
        import_id uuid not null references file_import (id) on delete cascade,
        seq integer not null,
        content bytea not null,
        key_id text not null,
        primary key (import_id, seq)
      );

      create table file_import_error (
        import_id uuid not null references file_import (id) on delete cascade,
        id bigint generated always as identity,
        sheet text not null,
        line integer not null,
        column_name text not null,
        code text not null,
        params jsonb not null,
        primary key (import_id, id)
      );

      -- which workers this import has met, so that two lines about one person are noticed however far apart
      create table roster_import_seen (
        import_id uuid not null references file_import (id) on delete cascade,
        worker_id uuid not null,
        line integer not null,
        primary key (import_id, worker_id)
      );
    `);
  }
}
