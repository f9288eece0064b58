import { type Actor, CaseReturned, fail, type ReturnCaseRequest } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { StartClock } from '../../sla/application/start-clock.js';
import { CaseChainRepository } from '../persistence/case-chain-repository.js';
import { FindCase } from './find-case.js';
import { RecordStep } from './record-step.js';

/** Hands the case back down the recorded chain, with a reason. A complaint never gets to the accused: it never was there. */
@Injectable()
export class ReturnCaseUseCase {
  constructor(
    private readonly find: FindCase,
    private readonly chain: CaseChainRepository,
    private readonly clock: StartClock,
    private readonly record: RecordStep,
  ) {}

  async run(tx: Tx, actor: Actor, request: ReturnCaseRequest): Promise<void> {
    const c = await this.find.toHandle(tx, actor, request);
    const below = await this.chain.unitBelow(tx, c.id, c.ownerUnitId);
    if (!below) throw fail('CASE_NOTHING_BELOW');
    c.moveTo(below, 'return');
    await this.chain.beginStay(tx, c, 'RETURNED');
    await this.clock.run(tx, c, 'ACKNOWLEDGE');
    await this.record.run(tx, c, { what: 'RETURNED', by: actor, text: request.reason }, CaseReturned);
  }
}
