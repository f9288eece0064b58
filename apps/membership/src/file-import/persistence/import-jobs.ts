import { ROSTER_IMPORT_KEPT_DAYS } from '@guantong/contracts';
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
                 claim_token as "claimToken", dry_run as "dryRun", checked_at is not null as checked`,
      [newId(), CLAIM_SECONDS, statesBefore('RUNNING')],
    );
    return row;
  }

  /** Counts a step, keeps its errors and prolongs the claim. @throws ClaimLost */
  async record(tx: Tx, job: ClaimedImport, step: Step): Promise<void> {
    const {
      rows,
      added,
      changed,
      unchanged,
      rejected,
      moved = 0,
      questions = 0,
      needsTransfer = 0,
      leftOut = 0,
    } = step;
    const [row] = await tx.query<{ rejected: number }>(
      `update file_import set rows_read = rows_read + $3, added = added + $4, changed = changed + $5,
              unchanged = unchanged + $6, rejected = rejected + $7, moved = moved + $8, questions = questions + $9,
              needs_transfer = needs_transfer + $10, left_out = left_out + $11,
              claimed_until = now() + make_interval(secs => $12)
        where id = $1 and claim_token = $2 and status = 'RUNNING' returning rejected`,
      [
        job.id,
        job.claimToken,
        rows,
        added,
        changed,
        unchanged,
        rejected,
        moved,
        questions,
        needsTransfer,
        leftOut,
        CLAIM_SECONDS,
      ],
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

  /**
   * Ends it, in a transaction of the caller's. What a roster came to is kept for a week, and the file where there is something to repair.
   * @throws ClaimLost
   */
  async end(
    tx: Tx,
    job: ClaimedImport,
    status: 'DONE' | 'CHECKED' | 'FAILED',
    failure: { problem: FileProblem; params: Record<string, string | number> } | null,
  ): Promise<{ repairable: boolean }> {
    const [row] = await tx.query<{ repairable: boolean }>(
      `update file_import set status = $3, failure = $4, finished_at = now(), claim_token = null,
              checked_at = case when $3 = 'CHECKED' then now() else checked_at end,
              kept_until = now() + make_interval(days => case when kind = 'ROSTER' and $3 <> 'FAILED' then $6::int else 0 end)
        where id = $1 and claim_token = $2 and status = any($5)
       returning kind = 'ROSTER' and status <> 'FAILED' and (status = 'CHECKED' or rejected + questions + needs_transfer > 0) as repairable`,
      [
        job.id,
        job.claimToken,
        status,
        failure && JSON.stringify(failure),
        statesBefore(status),
        ROSTER_IMPORT_KEPT_DAYS,
      ],
    );
    if (!row) throw new ClaimLost();
    return row;
  }

  /** Gives it back, for any copy to try again after a while. */
  async release(job: ClaimedImport, retryInSeconds: number): Promise<void> {
    await this.database.query(
      `update file_import set claimed_until = now() + make_interval(secs => $3)
        where id = $1 and claim_token = $2 and status = 'RUNNING'`,
      [job.id, job.claimToken, retryInSeconds],
    );
  }
}
