import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { StartClock } from '../../sla/application/start-clock.js';
import type { FeedbackCase } from '../domain/feedback-case.js';
import { CaseChainRepository } from '../persistence/case-chain-repository.js';

/** Puts the case into the worker's hands: to confirm within the time for that. */
@Injectable()
export class MarkResolved {
  constructor(
    private readonly chain: CaseChainRepository,
    private readonly clock: StartClock,
  ) {}

  async run(tx: Tx, c: FeedbackCase): Promise<void> {
    c.resolve();
    await this.chain.markResolved(tx, c);
    await this.clock.run(tx, c, 'CONFIRM');
  }
}
