import { CaseWithdrawn } from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import { Database, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { TRANSITIONS } from '../../case/domain/case-states.js';
import { ErasureRepository } from '../persistence/erasure-repository.js';

/**
 * A worker wants nothing kept: of their cases every word goes, whoever wrote it (an answer repeats what was asked), and the
 * photos; nothing leads from a case to the worker any more. Open ones are withdrawn. States, times and marks stay, and
 * with them every figure. Anonymous cases belong to nobody, and are not touched.
 */
@Injectable()
export class EraseCasesOfWorker {
  constructor(
    private readonly database: Database,
    private readonly erasure: ErasureRepository,
    private readonly outbox: Outbox,
  ) {}

  async run(tx: Tx, workerId: string): Promise<void> {
    await this.erasure.remember(tx, workerId);
    const caseIds = await this.erasure.lockCasesOf(tx, workerId);
    await this.erasure.removeUnusedPhotosOf(tx, workerId);
    if (caseIds.length === 0) return;
    await this.erasure.eraseWords(tx, caseIds);
    const withdrawn = await this.erasure.eraseCases(tx, caseIds, TRANSITIONS.withdraw);
    await this.outbox.addAll(
      tx,
      CaseWithdrawn,
      withdrawn.map((change) => ({ data: change, aggregateId: change.caseId })),
    );
  }

  /** A case that was being submitted while its worker was erased: looked for within the hour. */
  async runLate(): Promise<number> {
    const workerIds = await this.erasure.erasedWithCases(this.database);
    for (const workerId of workerIds) await this.database.transaction((tx) => this.run(tx, workerId));
    return workerIds.length;
  }
}
