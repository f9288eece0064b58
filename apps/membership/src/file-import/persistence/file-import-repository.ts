import { type FileImportKind, fail } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

export interface NewFileImport {
  id: string;
  kind: FileImportKind;
  accountId: string;
  fileName: string;
  unitId: string | null;
  dryRun: boolean;
  complete: boolean;
}

/** Uploading: all of it belongs to the account that began, so that account is the scope of every statement. */
@Injectable()
export class FileImportRepository {
  async start(tx: Tx, started: NewFileImport): Promise<void> {
    const { id, kind, accountId, fileName, unitId, dryRun, complete } = started;
    await tx.query(
      `insert into file_import (id, kind, account_id, file_name, unit_id, dry_run, complete)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, kind, accountId, fileName, unitId, dryRun, complete],
    );
  }

  /** The same chunk again is left as it is. @throws NOT_FOUND unless it is being uploaded by this account */
  async append(
    tx: Tx,
    accountId: string,
    chunk: { importId: string; seq: number; content: Buffer; keyId: string },
  ): Promise<void> {
    const { importId, seq, content, keyId } = chunk;
    const [open] = await tx.query(
      `select 1 from file_import where id = $1 and account_id = $2 and status = 'UPLOADING' for key share`,
      [importId, accountId],
    );
    if (!open) throw fail('NOT_FOUND');
    await tx.query(
      `insert into file_import_chunk (import_id, seq, content, key_id) values ($1, $2, $3, $4) on conflict do nothing`,
      [importId, seq, content, keyId],
    );
  }

  /** @throws NOT_FOUND, or IMPORT_INCOMPLETE when chunks are missing. Finishing again changes nothing. */
  async finish(tx: Tx, accountId: string, file: { importId: string; chunks: number; bytes: number }): Promise<void> {
    const { importId, chunks, bytes } = file;
    const [row] = await tx.query<{ status: string }>(
      `select status from file_import where id = $1 and account_id = $2 for update`,
      [importId, accountId],
    );
    if (!row) throw fail('NOT_FOUND');
    if (row.status !== 'UPLOADING') return;
    // each chunk is 28 bytes longer encrypted (IV and tag)
    const [stored] = await tx.query<{ chunks: number; last: number; bytes: string }>(
      `select count(*)::int as chunks, coalesce(max(seq), -1) as last, coalesce(sum(length(content) - 28), 0)::text as bytes
         from file_import_chunk where import_id = $1`,
      [importId],
    );
    if (stored?.chunks !== chunks || stored.last !== chunks - 1 || Number(stored.bytes) !== bytes) {
      throw fail('IMPORT_INCOMPLETE');
    }
    await tx.query(
      `update file_import set status = 'RECEIVED', chunks = $2, bytes = $3, received_at = now() where id = $1`,
      [importId, chunks, bytes],
    );
  }

  /**
   * A file that has been checked is to be imported for good: its counts begin anew.
   * @throws NOT_FOUND, or IMPORT_NOT_CHECKED
   */
  async confirm(tx: Tx, accountId: string, importId: string): Promise<void> {
    const [row] = await tx.query<{ status: string; kept: boolean }>(
      `select status, kept_until > now() as kept from file_import
        where id = $1 and account_id = $2 and kind = 'ROSTER' for update`,
      [importId, accountId],
    );
    if (!row) throw fail('NOT_FOUND');
    if (row.status !== 'CHECKED' || !row.kept) throw fail('IMPORT_NOT_CHECKED');
    await tx.query(
      `update file_import
          set status = 'RECEIVED', dry_run = false, received_at = now(), finished_at = null, attempts = 0, rows_read = 0,
              added = 0, changed = 0, moved = 0, unchanged = 0, rejected = 0, questions = 0, needs_transfer = 0,
              left_out = 0, claimed_until = null, annotation = 'NONE'
        where id = $1`,
      [importId],
    );
    await tx.query(`delete from file_import_error where import_id = $1`, [importId]);
  }
}
