import { Id, Int, ListOf, OneOf, Text } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import { CASE_STATES, type CaseState } from '../../vocabulary/cases.js';
import { CaseSummary, WorkerCase } from './case-views.js';

export class MyCasesRequest {
  @OneOf(CASE_STATES, { optional: true }) state?: CaseState;
  @Text({ optional: true, max: 100, about: '`next` of the page before' }) cursor?: string;
  @Int({ optional: true, min: 1, max: 100 }) limit?: number;
}
export class CaseSummaryPage {
  @ListOf(() => CaseSummary) items: CaseSummary[];
  @Text({ nullable: true }) next: string | null;
}
/** A worker's own cases, latest first. */
export const MyCases = defineQuery<CaseSummaryPage>()('feedback.case.list-mine', MyCasesRequest);

export class CaseIdRequest {
  @Id() caseId: string;
}
export const MyCase = defineQuery<WorkerCase>()('feedback.case.get-mine', CaseIdRequest);

/** `version` of the case as the caller saw it; when given and no longer right, the answer is CASE_CHANGED. */
export class StepBody {
  @Int({ optional: true, min: 1 }) version?: number;
}
export class ConfirmCaseBody extends StepBody {
  @Int({ min: 1, max: 5, about: '5: very satisfied. 4 and 5 count as satisfied.' }) satisfaction: number;
  @Text({ optional: true, max: 1000 }) text?: string;
}
export class ReopenCaseBody extends StepBody {
  @Text({ max: 1000, about: 'What is not settled' }) reason: string;
}
export class WithdrawCaseBody extends StepBody {
  @Text({ optional: true, max: 1000 }) reason?: string;
}
export class AddMessageBody {
  @Text({ max: 2000 }) text: string;
}

export class ConfirmCaseRequest extends ConfirmCaseBody {
  @Id() caseId: string;
}
/** The worker says it is settled, and how well. */
export const ConfirmCase = defineCommand<WorkerCase>()('feedback.case.confirm', ConfirmCaseRequest);
export class ReopenCaseRequest extends ReopenCaseBody {
  @Id() caseId: string;
}
/** The worker says it is not settled: back to the unit that said so, with a new clock. */
export const ReopenCase = defineCommand<WorkerCase>()('feedback.case.reopen', ReopenCaseRequest);
export class WithdrawCaseRequest extends WithdrawCaseBody {
  @Id() caseId: string;
}
export const WithdrawCase = defineCommand<WorkerCase>()('feedback.case.withdraw', WithdrawCaseRequest);
export class AddMessageRequest extends AddMessageBody {
  @Id() caseId: string;
}
export const AddMessageToCase = defineCommand<WorkerCase>()('feedback.case.add-message', AddMessageRequest);
/** At most once a day. */
export const UrgeCase = defineCommand<WorkerCase>()('feedback.case.urge', CaseIdRequest);
