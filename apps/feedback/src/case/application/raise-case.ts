import { type Actor, CaseEscalated, fail, type RaiseCaseRequest } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { StartClock } from '../../sla/application/start-clock.js';
import { CaseChainRepository } from '../persistence/case-chain-repository.js';
import { FindCase } from './find-case.js';
import { RecordStep } from './record-step.js';

/** Passes the case to the unit above by hand, with a reason. */
@Injectable()
export class RaiseCaseUseCase {
  constructor(
    private readonly find: FindCase,
    private readonly chain: CaseChainRepository,
    private readonly clock: StartClock,
    private readonly record: RecordStep,
  ) {}

  async run(tx: Tx, actor: Actor, request: RaiseCaseRequest): Promise<void> {
    const c = await this.find.toHandle(tx, actor, request);
    const fromUnitId = c.ownerUnitId;
    const above = await this.chain.unitAbove(tx, fromUnitId);
    if (!above) throw fail('CASE_AT_TOP');
    c.moveTo(above, 'raise');
    await this.chain.beginStay(tx, c, 'RAISED');
    await this.clock.run(tx, c, 'ACKNOWLEDGE');
    const entry = { what: 'RAISED', by: actor, text: request.reason } as const;
    await this.record.run(tx, c, entry, CaseEscalated, { fromUnitId, reason: 'RAISED' });
  }
}
