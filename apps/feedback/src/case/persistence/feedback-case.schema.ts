import { EntitySchema } from '@mikro-orm/postgresql';
import { FeedbackCase } from '../domain/feedback-case.js';

/** Constraints and partial indexes are in the migration; `feedback-case.schema.spec.ts` compares the columns. */
export const FeedbackCaseSchema = new EntitySchema<FeedbackCase>({
  class: FeedbackCase,
  tableName: 'feedback_case',
  properties: {
    id: { type: 'uuid', primary: true },
    number: { type: 'text', unique: true },
    kind: { type: 'text' },
    state: { type: 'text' },
    version: { type: 'integer' },
    submittedBy: { type: 'text' },
    workerId: { type: 'uuid', nullable: true },
    onBehalfAccountId: { type: 'uuid', nullable: true },
    receiptHash: { type: 'blob', nullable: true },
    text: { type: 'text' },
    originUnitId: { type: 'uuid' },
    aboutUnitId: { type: 'uuid', nullable: true },
    hiddenFromUnitId: { type: 'uuid', nullable: true },
    ownerUnitId: { type: 'uuid' },
    chainSeq: { type: 'integer' },
    step: { type: 'text', nullable: true },
    dueAt: { type: 'datetime', columnType: 'timestamptz', nullable: true },
    breached: { type: 'boolean', default: false },
    assigneeAccountId: { type: 'uuid', nullable: true },
    assigneeUnitId: { type: 'uuid', nullable: true },
    reopenCount: { type: 'integer', default: 0 },
    satisfaction: { type: 'integer', nullable: true },
    urgedOn: { type: 'date', nullable: true },
    submittedOn: { type: 'date' },
    submittedAt: { type: 'datetime', columnType: 'timestamptz', nullable: true },
  },
});
