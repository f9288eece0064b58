import { type Actor, type AssignCaseRequest, CaseAssigned } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { FindCase } from './find-case.js';
import { RecordStep } from './record-step.js';
import { TakeUp } from './take-up.js';

/**
 * Gives the case to an account at the unit that has it. Whether the account may act there is not asked here but every
 * time it tries to: an assignment alone opens nothing.
 */
@Injectable()
export class AssignCaseUseCase {
  constructor(
    private readonly find: FindCase,
    private readonly takeUp: TakeUp,
    private readonly record: RecordStep,
  ) {}

  async run(tx: Tx, actor: Actor, request: AssignCaseRequest): Promise<void> {
    const c = await this.find.toHandle(tx, actor, request);
    c.assign(request.accountId, c.ownerUnitId);
    await this.takeUp.run(tx, c);
    await this.record.run(tx, c, { what: 'ASSIGNED', by: actor, text: request.note ?? null }, CaseAssigned);
  }
}
