import { type Actor, CaseSubmitted, requireWorker, type SubmitCaseRequest, type WorkerCase } from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { firstChange } from './first-change.js';
import { firstView } from './first-view.js';
import { TakeIn } from './take-in.js';

/** A worker submits a case under their own name; it comes from the worker's own union. */
@Injectable()
export class SubmitCaseUseCase {
  constructor(
    private readonly takeIn: TakeIn,
    private readonly outbox: Outbox,
  ) {}

  async run(tx: Tx, actor: Actor, request: SubmitCaseRequest): Promise<WorkerCase> {
    const worker = requireWorker(actor);
    const taken = await this.takeIn.run(tx, {
      request,
      submittedBy: 'WORKER',
      originUnitId: worker.unitId,
      workerId: worker.id,
      senderId: worker.id,
    });
    if (!taken) throw new Error('a case without a receipt code cannot be a repeat');
    await this.outbox.add(tx, CaseSubmitted, { data: firstChange(taken), aggregateId: taken.id });
    return firstView(taken);
  }
}
