import type { MirroredWorker } from '@guantong/contracts';
import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { WorkerMirrorRepository } from '../persistence/worker-mirror-repository.js';

/** Brings workers into the mirror as they now stand, and the bitmaps of their unions with them. */
@Injectable()
export class TakeOverWorkers {
  constructor(private readonly workers: WorkerMirrorRepository) {}

  async run(tx: Sql, workers: readonly MirroredWorker[]): Promise<void> {
    await this.workers.lockForWriting(tx);
    const touched = await this.workers.takeOver(tx, workers);
    if (touched.length > 0) await this.workers.refreshMembers(tx, touched);
  }
}
