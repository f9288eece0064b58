import { requireScope } from '@guantong/contracts';
import { PeriodicTask } from '@guantong/host';
import { Database } from '@guantong/persistence';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { actorOfAccount } from '../../appointment/application/actor-of-account.js';
import { AppointmentReader } from '../../appointment/persistence/appointment-reader.js';
import { AuditTrail } from '../../audit/audit-trail.js';
import { MembershipConfig } from '../../membership-config.js';
import { type FileProblem, UnusableFile } from '../../spreadsheet/unusable-file.js';
import { FileChunks } from '../persistence/file-chunks.js';
import { ClaimLost, ImportJobs, PROLONG_EVERY_MS } from '../persistence/import-jobs.js';
import { ImportSweep } from '../persistence/import-sweep.js';
import { type ClaimedImport, FILE_PROCESSORS, type FileProcessor } from './file-processor.js';
import { IMPORT_PERMISSIONS } from './import-permissions.js';
import { WriteAnnotations } from './write-annotations.js';

/** Failures that are not the file's fault (the database went away) are tried again so often, 5 s apart. */
const MOST_ATTEMPTS = 5;
const RETRY_SECONDS = 5;
/** What has been kept for a week goes within this time. */
const SWEEP_EVERY_MS = 600_000;

/** Works through uploaded files in the background, one at a time per copy of the service. */
@Injectable()
export class RunImports implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('RunImports');
  private readonly stopping = new AbortController();
  private readonly task: PeriodicTask;
  private sweepAfter = 0;

  constructor(
    private readonly jobs: ImportJobs,
    private readonly chunks: FileChunks,
    private readonly sweep: ImportSweep,
    private readonly annotations: WriteAnnotations,
    private readonly appointments: AppointmentReader,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    config: MembershipConfig,
    @Inject(FILE_PROCESSORS) private readonly processors: readonly FileProcessor[],
  ) {
    this.task = new PeriodicTask('RunImports', config.IMPORT_POLL_MS, () => this.runAndSweep());
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  /** A file in hand is left where it is; another copy, or this one after its restart, goes on with it. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.task.stop();
  }

  /** There is a new file. */
  wake(): void {
    this.task.wake();
  }

  private async runAndSweep(): Promise<'MORE' | undefined> {
    const worked = (await this.runNext()) || (await this.annotations.runNext(this.stopping.signal));
    if (worked || Date.now() > this.sweepAfter) {
      this.sweepAfter = Date.now() + SWEEP_EVERY_MS;
      await this.sweep.run();
    }
    return worked ? 'MORE' : undefined;
  }

  /** Works through one file. False when there was none. */
  async runNext(): Promise<boolean> {
    const job = await this.jobs.claim();
    if (!job) return false;
    const processor = this.processors.find((p) => p.kind === job.kind);
    if (!processor) throw new Error(`nobody processes ${job.kind}`);
    const heartbeat = setInterval(() => void this.jobs.prolong(job).catch(() => undefined), PROLONG_EVERY_MS);
    try {
      if (job.checked && job.rowsRead === 0) await this.sweep.check(job.id);
      await processor.process({
        job,
        file: this.chunks.read(job),
        authority: () => this.authority(job),
        record: async (tx, step) => {
          this.stopping.signal.throwIfAborted();
          await this.jobs.record(tx, job, step);
        },
      });
      const { repairable } = await this.end(job, null);
      if (!repairable) await this.sweep.file(job.id);
    } catch (error) {
      await this.afterFailure(job, error);
    } finally {
      clearInterval(heartbeat);
    }
    return true;
  }

  private async afterFailure(job: ClaimedImport, error: unknown): Promise<void> {
    if (error instanceof ClaimLost) return;
    if (this.stopping.signal.aborted) return this.jobs.release(job, 0);
    if (error instanceof UnusableFile) return void (await this.end(job, error));
    this.log.error(
      `import ${job.id}, attempt ${job.attempts}: ${error instanceof Error ? error.stack : String(error)}`,
    );
    if (job.attempts >= MOST_ATTEMPTS) return void (await this.end(job, new UnusableFile('INTERNAL')));
    await this.jobs.release(job, RETRY_SECONDS);
  }

  private async end(
    job: ClaimedImport,
    failure: { problem: FileProblem; params: Record<string, string | number> } | null,
  ): Promise<{ repairable: boolean }> {
    const status = failure ? 'FAILED' : job.dryRun ? 'CHECKED' : 'DONE';
    return this.database.transaction(async (tx) => {
      const ended = await this.jobs.end(
        tx,
        job,
        status,
        failure && { problem: failure.problem, params: failure.params },
      );
      await this.audit.record(tx, {
        actor: { kind: 'STAFF', accountId: job.accountId },
        action: failure ? 'file-import.failed' : job.dryRun ? 'file-import.checked' : 'file-import.done',
        unitId: job.unitId,
        subjectIds: [job.id],
        detail: { kind: job.kind, problem: failure?.problem ?? null },
      });
      return ended;
    });
  }

  private async authority(job: ClaimedImport) {
    const actor = actorOfAccount(job.accountId, await this.appointments.inForce(job.accountId));
    try {
      return { actor, scope: requireScope(actor, IMPORT_PERMISSIONS[job.kind]) };
    } catch (cause) {
      throw new UnusableFile('NO_LONGER_ALLOWED', {}, { cause });
    }
  }
}
