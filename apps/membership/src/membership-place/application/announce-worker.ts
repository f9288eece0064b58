import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AnnounceWorkers } from '../../roster-import/application/announce-workers.js';
import { WorkerPlaces } from '../persistence/worker-places.js';

/** Tells the other services of workers as they now stand, in the transaction of the change. */
@Injectable()
export class AnnounceWorker {
  constructor(
    private readonly places: WorkerPlaces,
    private readonly announce: AnnounceWorkers,
  ) {}

  async run(tx: Tx, ...workerIds: string[]): Promise<void> {
    await this.announce.run(tx, await this.places.mirrored(tx, workerIds));
  }
}
