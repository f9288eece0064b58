import { type Actor, CaseWithdrawn, type WithdrawCaseBody } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { FeedbackCase } from '../domain/feedback-case.js';
import { RecordStep } from './record-step.js';

@Injectable()
export class WithdrawCaseUseCase {
  constructor(private readonly record: RecordStep) {}

  async run(tx: Tx, by: Actor, c: FeedbackCase, { reason }: WithdrawCaseBody): Promise<void> {
    c.withdraw();
    await this.record.run(tx, c, { what: 'WITHDRAWN', by, text: reason ?? null }, CaseWithdrawn);
  }
}
