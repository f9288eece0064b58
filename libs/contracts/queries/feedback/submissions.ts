import { Flag, Id, IdList, OneOf, Text } from '../../fields.js';
import { defineCommand } from '../../rpc-definition.js';
import { CASE_KINDS, type CaseKind } from '../../vocabulary/cases.js';
import { WorkerCase } from './case-views.js';

/** What can be said: 1 to 5,000 characters, up to 6 photos sent before. */
export class SubmitCaseRequest {
  @OneOf(CASE_KINDS) kind: CaseKind;
  @Text({ max: 5000 }) text: string;
  @IdList({ optional: true, max: 6, about: 'Photos uploaded before by the same person' }) attachmentIds?: string[];
  @Flag({ optional: true, about: 'Complaints only: it is about the own union, and goes to the unit above it' })
  aboutOwnUnion?: boolean;
  @Id({ optional: true, about: 'Complaints only: the unit it is about, the own union or one above it' })
  aboutUnitId?: string;
}
/** A logged-in worker submits a case; it starts at the worker's own union. */
export const SubmitCase = defineCommand<WorkerCase>()('feedback.case.submit', SubmitCaseRequest);

export class SubmitCaseForWorkerRequest extends SubmitCaseRequest {
  @Id({ about: 'The union the worker belongs to' }) unitId: string;
  @Id({ optional: true, about: 'Left out for a person without a record in the roster' }) workerId?: string;
}
export class CaseTaken {
  @Id() caseId: string;
  @Text({ example: '26-7K3M-9Q2X', about: 'Tell it to the worker' }) number: string;
}
/** A cadre writes down a case for a worker who cannot. Answers with the number only: it may go over the cadre's head. */
export const SubmitCaseForWorker = defineCommand<CaseTaken>()(
  'feedback.case.submit-for-worker',
  SubmitCaseForWorkerRequest,
);

export class SubmitCaseAnonymouslyRequest extends SubmitCaseRequest {
  @Id({ about: 'The union it concerns, or where the person works' }) unitId: string;
}
export class AnonymousCaseTaken {
  @Text({ example: '26-7K3M-9Q2X' }) number: string;
  @Text({ about: 'The only way to follow the case. Shown now and never again.' }) receiptCode: string;
}
/** Nothing about the person is kept: no address, agent, session, or time finer than the day. */
export const SubmitCaseAnonymously = defineCommand<AnonymousCaseTaken>()(
  'feedback.case.submit-anonymously',
  SubmitCaseAnonymouslyRequest,
);
