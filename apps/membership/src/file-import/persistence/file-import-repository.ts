import { type FileImportKind, fail } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { statesBefore } from '../domain/file-import-states.js';

export interface NewFileImport {
  id: string;
  kind: FileImportKind;
  accountId: string;
  fileName: string;
  unitId: string | null;
}

/** Uploading: all of it belongs to the account that began, so that account is the scope of every statement. */
@Injectable()
export class FileImportRepository {
  async start(tx: Tx, started: NewFileImport): Promise<void> {
    await tx.query(`insert into file_import (id, kind, account_id, file_name, unit_id) values ($1, $2, $3, $4, $5)`, [
      started.id,
      started.kind,
      started.accountId,
      started.fileName,
      started.unitId,
    ]);
  }

  /** The same chunk again is left as it is. @throws NOT_FOUND unless it is being uploaded by this account */
  async append(
    tx: Tx,
    accountId: string,
    chunk: { importId: string; seq: number; content: Buffer; keyId: string },
  ): Promise<void> {
    const { importId, seq, content, keyId } = chunk;
    const [open] = await tx.query(
      `select 1 from file_import where id = $1 and account_id = $2 and status = any($3) for key share`,
      [importId, accountId, statesBefore('RECEIVED')],
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
}
