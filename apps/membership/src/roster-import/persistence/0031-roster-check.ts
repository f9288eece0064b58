import { Migration } from '@mikro-orm/migrations';

export class RosterCheck0031 extends Migration {
  override up(): void {
    this.addSql(`
      alter table file_import
        -- only looked at so far: nothing is written to workers until it is confirmed
        add column dry_run boolean not null default false,
        -- the importer says that whoever is not in the file has left
        add column complete boolean not null default false,
        -- when the check ended that a confirmed import goes back to
        add column checked_at timestamptz,
        add column moved integer not null default 0,
        add column questions integer not null default 0,
        add column needs_transfer integer not null default 0,
        add column left_out integer not null default 0,
        -- results, and the file where there is something to repair, are kept until then
        add column kept_until timestamptz,
        -- the same file with a column of results: being written (by whom, until when that is believed) or there
        add column annotation text not null default 'NONE' check (annotation in ('NONE', 'WANTED', 'READY')),
        add column annotation_format text check (annotation_format in ('XLSX', 'CSV')),
        add column annotation_token uuid,
        add column annotation_until timestamptz,
        add column annotation_attempts integer not null default 0;
      alter table file_import drop constraint file_import_status_check;
      alter table file_import add constraint file_import_status_check
        check (status in ('UPLOADING', 'RECEIVED', 'RUNNING', 'CHECKED', 'DONE', 'FAILED')) not valid;
      alter table file_import validate constraint file_import_status_check;
      create index file_import_annotation on file_import (id) where annotation = 'WANTED';
      create index file_import_kept on file_import (kept_until) where kept_until is not null;

      -- Tables with a row per line have no foreign key to their import: checking it a million times was a fifth of an
      -- import's cost in the database, and sweeping takes their rows before the import's.
      alter table roster_import_seen drop constraint roster_import_seen_import_id_fkey;

      -- what each line came to, or would come to
      create table roster_import_line (
        import_id uuid not null,
        -- place among the lines of the file, from 0
        seq integer not null,
        sheet text not null,
        line integer not null,
        outcome text not null,
        unit_id uuid,
        worker_id uuid,
        -- [{ column, code, params }]
        problems jsonb,
        -- [[field, from, to]], numbers masked
        changes jsonb,
        -- why it is asked whom it is about, whom it could be about, and what it says (encrypted)
        question text,
        candidate_ids uuid[],
        content bytea,
        content_key_id text,
        answer text check (answer in ('WORKER', 'NEW', 'NOBODY')),
        answer_worker_id uuid,
        answered_at timestamptz,
        primary key (import_id, seq)
      );
      create index roster_import_line_outcome on roster_import_line (import_id, outcome, seq);
      -- for forgetting a worker who is erased
      create index roster_import_line_worker on roster_import_line (worker_id) where changes is not null;

      -- the unions that have lines in a file
      create table roster_import_unit (
        import_id uuid not null,
        unit_id uuid not null,
        primary key (import_id, unit_id)
      );

      -- whom a check would have added or changed: later lines of the file must recognise them
      create table roster_import_planned (
        import_id uuid not null,
        worker_id uuid not null,
        unit_id uuid not null,
        name text not null,
        birth_date date not null,
        card_number text,
        phone_index bytea,
        id_number_index bytea,
        primary key (import_id, worker_id)
      );
      create index roster_import_planned_card on roster_import_planned (import_id, card_number)
        where card_number is not null;
      create index roster_import_planned_id on roster_import_planned (import_id, id_number_index)
        where id_number_index is not null;
      create index roster_import_planned_phone on roster_import_planned (import_id, phone_index)
        where phone_index is not null;
      create index roster_import_planned_person on roster_import_planned (import_id, unit_id, name, birth_date);

      -- the same file with a column of results, encrypted
      create table annotated_file_chunk (
        import_id uuid not null references file_import (id) on delete cascade,
        seq integer not null,
        content bytea not null,
        key_id text not null,
        primary key (import_id, seq)
      );
    `);
  }
}
