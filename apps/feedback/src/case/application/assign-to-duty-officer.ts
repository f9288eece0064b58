import { CaseAssigned, type CaseChange, SYSTEM, WhoIsOnDuty } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { CaseRepository } from '../persistence/case-repository.js';
import { RecordStep } from './record-step.js';

/**
 * Asks membership who is on duty and gives them the case. The question (3 s at the most) is asked before anything is
 * locked: the handler's transaction is open meanwhile but holds only its own row in `processed_message`. No answer, or
 * none of membership at all: the error goes up, and the message comes again. Nobody on duty: the case waits for the
 * unit, and its clock takes it further up.
 */
@Injectable()
export class AssignToDutyOfficer {
  constructor(
    private readonly rpc: RpcClient,
    private readonly cases: CaseRepository,
    private readonly record: RecordStep,
  ) {}

  async run(tx: Tx, { caseId, unitId, chainSeq }: CaseChange): Promise<void> {
    const { onDuty } = await this.rpc.call(WhoIsOnDuty, { unitId, duty: 'safety' }, SYSTEM);
    if (!onDuty) return;
    const c = await this.cases.lockForSystem(tx, caseId);
    // Late or twice: it has moved on, or somebody has it in hand.
    if (!c || c.chainSeq !== chainSeq || c.state !== 'SUBMITTED') return;
    c.assignOnDuty(onDuty.accountId, onDuty.unitId);
    await this.record.run(tx, c, { what: 'ASSIGNED', by: SYSTEM }, CaseAssigned);
  }
}
