import type { MirroredWorker } from '@guantong/contracts';
import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { movesOf, newestOf } from '../domain/moves-of.js';
import { CarriedReceiptsRepository } from '../persistence/carried-receipts-repository.js';
import { type HeldPlace, WorkerMirrorRepository } from '../persistence/worker-mirror-repository.js';

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
    const before = groupByWorker(await this.workers.placesOf(tx, [...newest.keys()]));
    const written = await this.workers.takeOver(tx, [...newest.values()]);
    if (written.length === 0) return;
    const now = written.flatMap(({ workerId }) => newest.get(workerId) ?? []);
    await this.workers.replaceSecondary(
      tx,
      now.map((worker) => worker.workerId),
      now.flatMap(({ workerId, secondary = [] }) => secondary.map((place) => ({ workerId, ...place }))),
    );
    const members = written.filter(({ status }) => status === 'ACTIVE').flatMap((w) => newest.get(w.workerId) ?? []);
    await this.carried.carry(
      tx,
      members.flatMap((worker) => movesOf(before.get(worker.workerId) ?? [], worker)),
    );
    const touched = now.flatMap(({ workerId, unitId }) => [
      unitId,
      ...(before.get(workerId) ?? []).filter((place) => place.isPrimary).map((place) => place.unitId),
    ]);
    await this.workers.refreshMembers(tx, [...new Set(touched)]);
  }
}

function groupByWorker(places: readonly HeldPlace[]): Map<string, HeldPlace[]> {
  const groups = new Map<string, HeldPlace[]>();
  for (const place of places) groups.set(place.workerId, [...(groups.get(place.workerId) ?? []), place]);
  return groups;
}
