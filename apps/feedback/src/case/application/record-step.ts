import type { CaseChange, EventDefinition } from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { FeedbackCase } from '../domain/feedback-case.js';
import { CaseHistoryRepository, type HistoryEntry } from '../persistence/case-history-repository.js';
import { caseChange } from './case-change.js';

/** Writes a changed case, its entry in the history, and the event that tells of it. The last thing of every use case. */
@Injectable()
export class RecordStep {
  constructor(
    private readonly history: CaseHistoryRepository,
    private readonly outbox: Outbox,
  ) {}

  /** An anonymous person's step is not told at once: an event would carry the moment. */
  async run<T extends CaseChange>(
    tx: Tx,
    c: FeedbackCase,
    entry: HistoryEntry,
    event: EventDefinition<T>,
    more: Omit<T, keyof CaseChange> = {} as Omit<T, keyof CaseChange>,
  ): Promise<void> {
    await tx.em.flush();
    const unitIds = await this.history.append(tx, c, entry);
    if (entry.by.kind === 'ANONYMOUS') await this.history.announceLater(tx, c, entry.what);
    else await this.outbox.add(tx, event, { data: { ...caseChange(c, unitIds), ...more } as T, aggregateId: c.id });
  }
}
