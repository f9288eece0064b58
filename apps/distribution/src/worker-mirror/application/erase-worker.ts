import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { CarriedReceiptsRepository } from '../persistence/carried-receipts-repository.js';
import { ForgottenLettersRepository } from '../persistence/forgotten-letters-repository.js';
import { WorkerMirrorRepository } from '../persistence/worker-mirror-repository.js';

/**
 * Everything about a worker goes but the bits in the bitmaps, which say that somebody was reached and not who: with the
 * row emptied, nothing leads from a slot to a person any more. Whatever comes late finds the id among the erased.
 */
@Injectable()
export class EraseWorker {
  constructor(
    private readonly workers: WorkerMirrorRepository,
    private readonly carried: CarriedReceiptsRepository,
    private readonly letters: ForgottenLettersRepository,
  ) {}

  async run(tx: Sql, workerId: string): Promise<void> {
    await this.workers.lockForWriting(tx);
    const places = await this.workers.placesOf(tx, [workerId]);
    await this.workers.erase(tx, workerId);
    await this.carried.remove(tx, places);
    await this.letters.removeNaming(tx, workerId);
    await this.workers.refreshMembers(
      tx,
      places.filter((place) => place.isPrimary).map((place) => place.unitId),
    );
  }
}
