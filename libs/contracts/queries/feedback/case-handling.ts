import { Id, Text } from '../../fields.js';
import { defineCommand } from '../../rpc-definition.js';
import { DeskCase } from './case-views.js';
import { StepBody } from './worker-cases.js';

export class AcknowledgeCaseBody extends StepBody {
  @Text({ optional: true, max: 1000, about: 'For union staff only' }) note?: string;
}
export class AssignCaseBody extends StepBody {
  @Id({ about: 'The account that is to work on it; it can act on it only as far as its own appointments allow' })
  accountId: string;
  @Text({ optional: true, max: 1000, about: 'For union staff only' }) note?: string;
}
export class RaiseCaseBody extends StepBody {
  @Text({ max: 1000, about: 'Why, for union staff only' }) reason: string;
}
export class ReturnCaseBody extends StepBody {
  @Text({ max: 1000, about: 'Why, for union staff only' }) reason: string;
}
export class ReplyToCaseBody extends StepBody {
  @Text({ max: 5000, about: 'For the worker' }) text: string;
}
export class ResolveCaseBody extends StepBody {
  @Text({ max: 5000, about: 'The final answer, for the worker' }) text: string;
}

export class AcknowledgeCaseRequest extends AcknowledgeCaseBody {
  @Id() caseId: string;
}
export class AssignCaseRequest extends AssignCaseBody {
  @Id() caseId: string;
}
export class RaiseCaseRequest extends RaiseCaseBody {
  @Id() caseId: string;
}
export class ReturnCaseRequest extends ReturnCaseBody {
  @Id() caseId: string;
}
export class ReplyToCaseRequest extends ReplyToCaseBody {
  @Id() caseId: string;
}
export class ResolveCaseRequest extends ResolveCaseBody {
  @Id() caseId: string;
}

export const AcknowledgeCase = defineCommand<DeskCase>()('feedback.case.acknowledge', AcknowledgeCaseRequest);
export const AssignCase = defineCommand<DeskCase>()('feedback.case.assign', AssignCaseRequest);
/** To the unit above, before its time is up. */
export const RaiseCase = defineCommand<DeskCase>()('feedback.case.raise', RaiseCaseRequest);
/** Back to the unit below that it came from. */
export const ReturnCase = defineCommand<DeskCase>()('feedback.case.return', ReturnCaseRequest);
export const ReplyToCase = defineCommand<DeskCase>()('feedback.case.reply', ReplyToCaseRequest);
export const ResolveCase = defineCommand<DeskCase>()('feedback.case.resolve', ResolveCaseRequest);
