import { newId } from '@guantong/platform';
import { Database, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { FileProblem } from '../../spreadsheet/unusable-file.js';
import type { ClaimedImport, Step } from '../application/file-processor.js';
import { statesBefore } from '../domain/file-import-states.js';

/** A copy that has not said for so long that it still works on it is taken for dead. */
const CLAIM_SECONDS = 20;
export const PROLONG_EVERY_MS = 5000;
/** Errors kept per import; beyond that they are only counted. */
const MOST_ERRORS = 10_000;
const AT_ONCE = 10_000;

/** Another copy of the service works on this import now. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

/** Import jobs as the copies of the service share them out among themselves. */
@Injectable()
export class ImportJobs {
  constructor(private readonly database: Database) {}

  /** The oldest one that waits or whose worker has died. */
  async claim(): Promise<ClaimedImport | undefined> {
    const [row] = await this.database.query<ClaimedImport>(
      `update file_import set status = 'RUNNING', claim_token = $1, attempts = attempts + 1,
              claimed_until = now() + make_interval(secs => $2)
        where id = (select id from file_import
                     where status = any($3) and (status <> 'RUNNING' or claimed_until < now())
                     order by received_at limit 1 for update skip locked)
       returning id, kind, account_id as "accountId", unit_id as "unitId", chunks, rows_read as "rowsRead", attempts,
                 claim_token as "claimToken"`,
      [newId(), CLAIM_SECONDS, statesBefore('RUNNING')],
    );
    return row;
  }

  /** Counts a step, keeps its errors and prolongs the claim. @throws ClaimLost */
  async record(tx: Tx, job: ClaimedImport, step: Step): Promise<void> {
    const rejected = new Set(step.errors.map((e) => `${e.sheet}:${e.line}`)).size;
    const [row] = await tx.query<{ rejected: number }>(
      `update file_import set rows_read = rows_read + $3, added = added + $4, changed = changed + $5,
              unchanged = unchanged + $6, rejected = rejected + $7, claimed_until = now() + make_interval(secs => $8)
        where id = $1 and claim_token = $2 and status = 'RUNNING' returning rejected`,
      [job.id, job.claimToken, step.rows, step.added, step.changed, step.unchanged, rejected, CLAIM_SECONDS],
    );
    if (!row) throw new ClaimLost();
    const errors = row.rejected - rejected < MOST_ERRORS ? step.errors : [];
    if (errors.length === 0) return;
    await tx.query(
      `insert into file_import_error (import_id, sheet, line, column_name, code, params)
       select $1, e.* from unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::jsonb[]) as e`,
      [
        job.id,
        errors.map((e) => e.sheet),
        errors.map((e) => e.line),
        errors.map((e) => e.column),
        errors.map((e) => e.code),
        errors.map((e) => JSON.stringify(e.params ?? {})),
      ],
    );
  }

  /** Says that this copy still works on it. */
  async prolong(job: ClaimedImport): Promise<void> {
    await this.database.query(
      `update file_import set claimed_until = now() + make_interval(secs => $3)
        where id = $1 and claim_token = $2 and status = 'RUNNING'`,
      [job.id, job.claimToken, CLAIM_SECONDS],
    );
  }

  /** Ends it, in a transaction of the caller's. @throws ClaimLost */
  async end(
    tx: Tx,
    job: ClaimedImport,
    status: 'DONE' | 'FAILED',
    failure: { problem: FileProblem; params: Record<string, string | number> } | null,
  ): Promise<void> {
    const [row] = await tx.query(
      `update file_import set status = $3, failure = $4, finished_at = now(), claim_token = null
        where id = $1 and claim_token = $2 and status = any($5) returning 1`,
      [job.id, job.claimToken, status, failure && JSON.stringify(failure), statesBefore(status)],
    );
    if (!row) throw new ClaimLost();
  }

  /** Gives it back, for any copy to try again after a while. */
  async release(job: ClaimedImport, retryInSeconds: number): Promise<void> {
    await this.database.query(
      `update file_import set claimed_until = now() + make_interval(secs => $3)
        where id = $1 and claim_token = $2 and status = 'RUNNING'`,
      [job.id, job.claimToken, retryInSeconds],
    );
  }

  /** What is not needed any more: files worked through, uploads given up a day ago. In bounded bites. */
  async sweep(): Promise<void> {
    await this.database.query(
      `delete from file_import_chunk c using file_import f
        where f.id = c.import_id and f.status in ('DONE', 'FAILED')`,
    );
    await this.database.query(
      `delete from file_import where status = 'UPLOADING' and created_at < now() - interval '1 day'`,
    );
    for (let more = true; more;) {
      const gone = await this.database.query(
        `delete from roster_import_seen where (import_id, worker_id) in (
           select s.import_id, s.worker_id from roster_import_seen s join file_import f on f.id = s.import_id
            where f.status in ('DONE', 'FAILED') limit $1) returning 1`,
        [AT_ONCE],
      );
      more = gone.length === AT_ONCE;
    }
  }
}
