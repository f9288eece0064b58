import { type Actor, CaseUrged } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { FeedbackCase } from '../domain/feedback-case.js';
import { CaseHistoryRepository } from '../persistence/case-history-repository.js';
import { RecordStep } from './record-step.js';

@Injectable()
export class UrgeCaseUseCase {
  constructor(
    private readonly history: CaseHistoryRepository,
    private readonly record: RecordStep,
  ) {}

  async run(tx: Tx, by: Actor, c: FeedbackCase): Promise<void> {
    c.urge(await this.history.today(tx));
    await this.record.run(tx, c, { what: 'URGED', by }, CaseUrged);
  }
}
