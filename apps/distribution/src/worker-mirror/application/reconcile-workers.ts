import {
  type MirroredWorker,
  MirroredWorkers,
  type RevisionPageRequest,
  SYSTEM,
  WorkerDigests,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Database } from '@guantong/persistence';
import { Injectable, Logger } from '@nestjs/common';
import { type DigestTuple, differing, inBatches } from '../domain/compare-digests.js';
import { WorkerMirrorRepository } from '../persistence/worker-mirror-repository.js';
import { TakeOverWorkers } from './take-over-workers.js';

/** Unions compared per question, and workers fetched per question (the most that membership gives). */
const DIGESTS_PER_PAGE = 1000;
const WORKERS_PER_PAGE = 1000;

/**
 * Holds the mirror of the workers against membership, union by union, and mends what differs. Needed when the
 * broker has lost messages for good, when a database was restored from a backup, and for the very first start.
 */
@Injectable()
export class ReconcileWorkers {
  private readonly log = new Logger('ReconcileWorkers');

  constructor(
    private readonly database: Database,
    private readonly rpc: RpcClient,
    private readonly workers: WorkerMirrorRepository,
    private readonly takeOver: TakeOverWorkers,
  ) {}

  /** Resolves to how many unions had to be mended. */
  async run(): Promise<number> {
    let mended = 0;
    let after: string | null = null;
    for (;;) {
      const asked: RevisionPageRequest = { limit: DIGESTS_PER_PAGE, ...(after && { after }) };
      const { units }: { units: DigestTuple[] } = await this.rpc.call(WorkerDigests, asked, SYSTEM);
      const last: string | null = units.length < DIGESTS_PER_PAGE ? null : (units.at(-1)?.[0] ?? null);
      const own = await this.workers.digests(this.database, after, last);
      for (const unions of inBatches(differing(units, own))) {
        await this.mend(unions);
        mended += unions.length;
      }
      if (last === null) break;
      after = last;
    }
    if (mended > 0) this.log.log(`mended the workers of ${mended} union(s)`);
    return mended;
  }

  private async mend(unitIds: readonly string[]): Promise<void> {
    // Read before asking: a row that is not in the answer, or ahead of it (membership was restored from a backup), and
    // that has not changed since, cannot have come from membership as it is now.
    const before = await this.workers.revisionsOf(this.database, unitIds);
    const theirs = (await Promise.all(unitIds.map((unitId) => this.fetch(unitId)))).flat();
    const revisions = new Map(theirs.map((w) => [w.workerId, w.revision]));
    const wrong = before.filter((w) => (revisions.get(w.workerId) ?? 0) < w.revision);
    await this.database.transaction(async (tx) => {
      await this.workers.lockForWriting(tx);
      if (wrong.length > 0) await this.workers.remove(tx, unitIds, wrong);
      if (theirs.length > 0) await this.takeOver.run(tx, theirs);
      await this.workers.refreshMembers(tx, unitIds);
    });
  }

  private async fetch(unitId: string): Promise<MirroredWorker[]> {
    const all: MirroredWorker[] = [];
    for (let afterSlot = -1; ;) {
      const { workers } = await this.rpc.call(MirroredWorkers, { unitId, afterSlot, limit: WORKERS_PER_PAGE }, SYSTEM);
      all.push(...workers);
      if (workers.length < WORKERS_PER_PAGE) return all;
      afterSlot = workers.at(-1)?.slot ?? afterSlot;
    }
  }
}
