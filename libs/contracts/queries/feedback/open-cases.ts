import { Text } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import { WorkerCase } from './case-views.js';
import { AddMessageBody, ConfirmCaseBody, ReopenCaseBody, WithdrawCaseBody } from './worker-cases.js';

const ABOUT = 'Spaces, hyphens and case do not matter';

/** By receipt code: what anonymous people can do. Wrong codes get RECEIPT_CODE_UNKNOWN. */
export class ReceiptCodeRequest {
  @Text({ min: 20, max: 60, about: ABOUT }) receiptCode: string;
}
export const CaseByCode = defineQuery<WorkerCase>()('feedback.case.get-by-code', ReceiptCodeRequest);

export class ConfirmByCodeRequest extends ConfirmCaseBody {
  @Text({ min: 20, max: 60, about: ABOUT }) receiptCode: string;
}
export const ConfirmCaseByCode = defineCommand<WorkerCase>()('feedback.case.confirm-by-code', ConfirmByCodeRequest);

export class ReopenByCodeRequest extends ReopenCaseBody {
  @Text({ min: 20, max: 60, about: ABOUT }) receiptCode: string;
}
export const ReopenCaseByCode = defineCommand<WorkerCase>()('feedback.case.reopen-by-code', ReopenByCodeRequest);

export class WithdrawByCodeRequest extends WithdrawCaseBody {
  @Text({ min: 20, max: 60, about: ABOUT }) receiptCode: string;
}
export const WithdrawCaseByCode = defineCommand<WorkerCase>()('feedback.case.withdraw-by-code', WithdrawByCodeRequest);

export class AddMessageByCodeRequest extends AddMessageBody {
  @Text({ min: 20, max: 60, about: ABOUT }) receiptCode: string;
}
export const AddMessageByCode = defineCommand<WorkerCase>()(
  'feedback.case.add-message-by-code',
  AddMessageByCodeRequest,
);
