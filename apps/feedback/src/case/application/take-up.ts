import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { StartClock } from '../../sla/application/start-clock.js';
import type { FeedbackCase } from '../domain/feedback-case.js';
import { CaseChainRepository } from '../persistence/case-chain-repository.js';

/** A human at the unit has the case in hand: from here on the clock runs for settling it. Done once per stay. */
@Injectable()
export class TakeUp {
  constructor(
    private readonly chain: CaseChainRepository,
    private readonly clock: StartClock,
  ) {}

  async run(tx: Tx, c: FeedbackCase): Promise<void> {
    if (c.step !== 'ACKNOWLEDGE') return;
    await this.chain.markAcknowledged(tx, c);
    await this.clock.run(tx, c, 'RESOLVE');
  }
}
