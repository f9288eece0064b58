import { type Actor, CaseReopened, type ReopenCaseBody } from '@guantong/contracts';
import { UnitSuccessions } from '@guantong/hierarchy';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { StartClock } from '../../sla/application/start-clock.js';
import type { FeedbackCase } from '../domain/feedback-case.js';
import { CaseChainRepository } from '../persistence/case-chain-repository.js';
import { RecordStep } from './record-step.js';

/** The one who asked says that it is not settled: back to work at the unit that said so, or at its successor. */
@Injectable()
export class ReopenCaseUseCase {
  constructor(
    private readonly successions: UnitSuccessions,
    private readonly chain: CaseChainRepository,
    private readonly clock: StartClock,
    private readonly record: RecordStep,
  ) {}

  async run(tx: Tx, by: Actor, c: FeedbackCase, { reason }: ReopenCaseBody): Promise<void> {
    const timeless = by.kind === 'ANONYMOUS';
    c.reopen(await this.successions.heirIdOf(tx, c.ownerUnitId));
    await this.chain.beginStay(tx, c, 'REOPENED', timeless);
    // The clock of an anonymous person's step starts with the coarse tick.
    if (timeless) c.startClock('RESOLVE', null);
    else await this.clock.run(tx, c, 'RESOLVE');
    await this.record.run(tx, c, { what: 'REOPENED', by, text: reason }, CaseReopened);
  }
}
