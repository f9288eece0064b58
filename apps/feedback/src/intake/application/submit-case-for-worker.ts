import {
  type Actor,
  CaseSubmitted,
  type CaseTaken,
  fail,
  requireScope,
  type SubmitCaseForWorkerRequest,
} from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { IntakeRepository } from '../persistence/intake-repository.js';
import { firstChange } from './first-change.js';
import { TakeIn } from './take-in.js';

/** A cadre writes down what a worker says who has no phone, or reads little; shown as such for ever. */
@Injectable()
export class SubmitCaseForWorkerUseCase {
  constructor(
    private readonly intake: IntakeRepository,
    private readonly takeIn: TakeIn,
    private readonly outbox: Outbox,
  ) {}

  async run(tx: Tx, actor: Actor, { unitId, workerId, ...request }: SubmitCaseForWorkerRequest): Promise<CaseTaken> {
    requireScope(actor, 'case.submit_for_worker');
    if (!(await this.intake.maySubmitFor(tx, actor, unitId))) throw fail('NOT_FOUND');
    const taken = await this.takeIn.run(tx, {
      request,
      submittedBy: 'ON_BEHALF',
      originUnitId: unitId,
      workerId: workerId ?? null,
      onBehalfAccountId: actor.accountId,
      senderId: actor.accountId,
    });
    if (!taken) throw new Error('a case without a receipt code cannot be a repeat');
    await this.outbox.add(tx, CaseSubmitted, { data: firstChange(taken), aggregateId: taken.id });
    return { caseId: taken.id, number: taken.number };
  }
}
