import type { CaseChange } from '@guantong/contracts';
import type { FeedbackCase } from '../domain/feedback-case.js';

/** What an event tells of a case: ids, state, version. */
export const caseChange = (c: FeedbackCase, unitIds: string[]): CaseChange => ({
  caseId: c.id,
  kind: c.kind,
  unitId: c.ownerUnitId,
  unitIds,
  chainSeq: c.chainSeq,
  state: c.state,
  version: c.version,
});
