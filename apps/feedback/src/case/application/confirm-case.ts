import { type Actor, CaseConfirmed, type ConfirmCaseBody } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { FeedbackCase } from '../domain/feedback-case.js';
import { RecordStep } from './record-step.js';

/** The one who asked says that it is settled. `by` is the worker, or ANONYMOUS for whoever holds the receipt code. */
@Injectable()
export class ConfirmCaseUseCase {
  constructor(private readonly record: RecordStep) {}

  async run(tx: Tx, by: Actor, c: FeedbackCase, { satisfaction, text }: ConfirmCaseBody): Promise<void> {
    c.confirm(satisfaction);
    await this.record.run(tx, c, { what: 'CONFIRMED', by, text: text ?? null }, CaseConfirmed);
  }
}
