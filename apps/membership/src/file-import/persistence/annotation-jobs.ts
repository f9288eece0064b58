import { type AnnotatedFormat, fail } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { Database, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { ClaimLost } from './import-jobs.js';

/** Storing a piece prolongs it; a piece of half a megabyte is some 30,000 lines, a second's work. */
const CLAIM_SECONDS = 60;

export interface ClaimedAnnotation {
  id: string;
  chunks: number;
  dryRun: boolean;
  attempts: number;
  token: string;
}

/** Annotated files as they are asked for, written by one of the copies, and read. */
@Injectable()
export class AnnotationJobs {
  constructor(private readonly database: Database) {}

  /** @throws NOT_FOUND, IMPORT_RUNNING, IMPORT_FILE_GONE */
  async want(tx: Tx, accountId: string, importId: string): Promise<void> {
    const [row] = await tx.query<{ ended: boolean; there: boolean }>(
      `select status in ('CHECKED', 'DONE', 'FAILED') as ended,
              exists (select 1 from file_import_chunk c where c.import_id = f.id) and status <> 'FAILED' as there
         from file_import f where id = $1 and account_id = $2 and kind = 'ROSTER' for update`,
      [importId, accountId],
    );
    if (!row) throw fail('NOT_FOUND');
    if (!row.ended) throw fail('IMPORT_RUNNING');
    if (!row.there) throw fail('IMPORT_FILE_GONE');
    await tx.query(
      `update file_import set annotation = 'WANTED', annotation_token = null, annotation_until = null, annotation_attempts = 0
        where id = $1`,
      [importId],
    );
  }

  async claim(): Promise<ClaimedAnnotation | undefined> {
    const [row] = await this.database.query<ClaimedAnnotation>(
      `update file_import set annotation_token = $1, annotation_until = now() + make_interval(secs => $2),
              annotation_attempts = annotation_attempts + 1
        where id = (select id from file_import
                     where annotation = 'WANTED' and (annotation_until is null or annotation_until < now())
                     order by id limit 1 for update skip locked)
       returning id, chunks, dry_run as "dryRun", annotation_attempts as attempts, annotation_token as token`,
      [newId(), CLAIM_SECONDS],
    );
    return row;
  }

  /** A piece of an earlier try is written over. @throws ClaimLost */
  async store(tx: Tx, job: ClaimedAnnotation, piece: { seq: number; content: Buffer; keyId: string }): Promise<void> {
    const mine = await tx.query(
      `update file_import set annotation_until = now() + make_interval(secs => $3)
        where id = $1 and annotation_token = $2 and annotation = 'WANTED' returning 1`,
      [job.id, job.token, CLAIM_SECONDS],
    );
    if (mine.length === 0) throw new ClaimLost();
    await tx.query(
      `insert into annotated_file_chunk (import_id, seq, content, key_id) values ($1, $2, $3, $4)
       on conflict (import_id, seq) do update set content = excluded.content, key_id = excluded.key_id`,
      [job.id, piece.seq, piece.content, piece.keyId],
    );
  }

  /** @throws ClaimLost */
  async ready(
    tx: Tx,
    job: ClaimedAnnotation,
    { format, pieces }: { format: AnnotatedFormat; pieces: number },
  ): Promise<void> {
    const mine = await tx.query(
      `update file_import set annotation = 'READY', annotation_format = $3, annotation_token = null
        where id = $1 and annotation_token = $2 and annotation = 'WANTED' returning 1`,
      [job.id, job.token, format],
    );
    if (mine.length === 0) throw new ClaimLost();
    await tx.query(`delete from annotated_file_chunk where import_id = $1 and seq >= $2`, [job.id, pieces]);
  }

  /** Lets any copy try again, or gives it up. */
  async release(job: ClaimedAnnotation, giveUp: boolean): Promise<void> {
    await this.database.query(
      `update file_import set annotation_until = null, annotation = case when $3 then 'NONE' else annotation end
        where id = $1 and annotation_token = $2`,
      [job.id, job.token, giveUp],
    );
  }

  /** One piece of a file that is ready. @throws NOT_FOUND, ANNOTATED_FILE_NOT_READY */
  async piece(
    accountId: string,
    importId: string,
    seq: number,
  ): Promise<{ fileName: string; format: AnnotatedFormat; pieces: number; content: Buffer; keyId: string }> {
    const [row] = await this.database.query<{
      annotation: string;
      fileName: string;
      format: AnnotatedFormat;
      pieces: number;
      content: Buffer | null;
      keyId: string;
    }>(
      `select f.annotation, f.file_name as "fileName", f.annotation_format as format, c.content, c.key_id as "keyId",
              (select count(*)::int from annotated_file_chunk a where a.import_id = f.id) as pieces
         from file_import f left join annotated_file_chunk c on c.import_id = f.id and c.seq = $3
        where f.id = $1 and f.account_id = $2 and f.kind = 'ROSTER'`,
      [importId, accountId, seq],
    );
    if (!row) throw fail('NOT_FOUND');
    const { annotation, content, ...piece } = row;
    if (annotation !== 'READY') throw fail('ANNOTATED_FILE_NOT_READY');
    if (!content) throw fail('NOT_FOUND');
    return { ...piece, content };
  }
}
