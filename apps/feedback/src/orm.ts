import type { OrmOptions } from '@guantong/persistence';
import { FeedbackCaseSchema } from './case/persistence/feedback-case.schema.js';
import { feedbackMigrations } from './migrations.js';

/** What of the database the ORM knows: the business aggregate. The rest is written with plain SQL. */
export const feedbackOrm: Pick<OrmOptions, 'entities' | 'migrations' | 'plainTables'> = {
  entities: [FeedbackCaseSchema],
  migrations: feedbackMigrations,
  plainTables: [
    'case_chain',
    'case_event',
    'case_reply',
    'case_reply_relay',
    'case_attachment',
    'case_timer_fired',
    'sla_policy',
    'coarse_announcement',
    'coarse_tick',
    'anonymous_step',
    'erased_worker',
  ],
};
