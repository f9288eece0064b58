import { type Actor, type AddMessageBody, CaseMessaged, fail } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { FeedbackCase } from '../domain/feedback-case.js';
import { CaseHistoryRepository } from '../persistence/case-history-repository.js';
import { RecordStep } from './record-step.js';

/** Messages a day on one case: enough for anybody, too few to drown a part-time cadre. */
export const MESSAGES_A_DAY = 20;

@Injectable()
export class AddMessageUseCase {
  constructor(
    private readonly history: CaseHistoryRepository,
    private readonly record: RecordStep,
  ) {}

  async run(tx: Tx, by: Actor, c: FeedbackCase, { text }: AddMessageBody): Promise<void> {
    if ((await this.history.messagesToday(tx, c.id)) >= MESSAGES_A_DAY) throw fail('CASE_TOO_MANY_MESSAGES');
    c.addMessage();
    await this.record.run(tx, c, { what: 'MESSAGE', by, text }, CaseMessaged);
  }
}
