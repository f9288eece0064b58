import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { chainHash } from '../domain/audit-chain.js';
import { AuditSealRepository, type NewSeal } from '../persistence/audit-seal-repository.js';

/** Some 20 ms of work; the next batch follows at once. */
const BATCH = 500;

/** Hangs entries into the chain, seconds after the business that wrote them has committed. */
@Injectable()
export class SealAuditEntries {
  constructor(
    private readonly database: Database,
    private readonly seals: AuditSealRepository,
  ) {}

  /** Until nothing waits, or another copy is at it. @returns how many were sealed */
  async run(): Promise<number> {
    let sealed = 0;
    for (;;) {
      const batch = await this.batch();
      sealed += batch;
      if (batch < BATCH) return sealed;
    }
  }

  private batch(): Promise<number> {
    return this.database.transaction(async (tx) => {
      if (!(await this.seals.lock(tx))) return 0;
      // asked after the lock is held: what the sealer before has committed is seen
      let { seq, hash } = await this.seals.head(tx);
      const waiting = await this.seals.waiting(tx, BATCH);
      const seals: NewSeal[] = waiting.map((entry) => {
        seq += 1;
        hash = chainHash(hash, seq, entry);
        return { seq, entryId: entry.id, hash };
      });
      if (seals.length > 0) await this.seals.seal(tx, seals);
      return seals.length;
    });
  }
}
