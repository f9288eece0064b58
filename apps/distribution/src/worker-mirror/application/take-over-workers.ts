import type { MirroredWorker } from '@guantong/contracts';
import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { movesOf, newestOf } from '../domain/moves-of.js';
import { CarriedReceiptsRepository } from '../persistence/carried-receipts-repository.js';
import { WorkerMirrorRepository } from '../persistence/worker-mirror-repository.js';

/** Brings workers into the mirror as they now stand, and the bitmaps of their unions with them. */
@Injectable()
export class TakeOverWorkers {
  constructor(
    private readonly workers: WorkerMirrorRepository,
    private readonly carried: CarriedReceiptsRepository,
  ) {}

  async run(tx: Sql, workers: readonly MirroredWorker[]): Promise<void> {
    await this.workers.lockForWriting(tx);
    const newest = newestOf(workers);
    const written = await this.workers.takeOver(tx, [...newest.values()]);
    const changed = written.flatMap((one) => {
      const worker = newest.get(one.workerId);
      return worker ? [{ ...one, worker }] : [];
    });
    if (changed.length === 0) return; // as with newcomers: nobody takes anything along
    await this.workers.replaceSecondary(
      tx,
      changed.map(({ workerId }) => workerId),
      changed.flatMap(({ workerId, worker }) => (worker.secondary ?? []).map((place) => ({ workerId, ...place }))),
    );
    const members = changed.filter(({ status }) => status === 'ACTIVE');
    await this.carried.carry(
      tx,
      members.flatMap(({ before, worker }) => movesOf(before, worker)),
    );
  }
}
