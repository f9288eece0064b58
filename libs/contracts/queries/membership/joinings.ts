import { CalendarDate, Flag, Id, ListOf, ListOfOneOf, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import {
  JOINING_PERSONS,
  JOINING_STATES,
  type JoiningPerson,
  type JoiningState,
} from '../../vocabulary/worker-affairs.js';
import { EMPLOYMENT_FORMS, SCHOOLINGS, SEXES, WORKER_STATUSES } from '../../vocabulary/worker-attributes.js';
import type { EmploymentForm, Schooling, Sex, WorkerStatus } from '../../vocabulary/worker-attributes.js';
import { PageQuery, UnitIdRequest } from './read-units.js';
import { RefusalBody } from './transfers.js';

export class JoinCodeView {
  @Id() unitId: string;
  @Text({ example: 'K7M2-9QXR-4TBN', about: 'For people who want to join; put it on the notice board' }) code: string;
  @Timestamp() renewedAt: string;
}
/** The joining code of a grassroots union, made when it is first asked for. `roster.manage` scope. */
export const GetJoinCode = defineCommand<JoinCodeView>()('membership.joining.code', UnitIdRequest);
/** The old one is void at once. */
export const RenewJoinCode = defineCommand<JoinCodeView>()('membership.joining.renew-code', UnitIdRequest);

/** What somebody says of themselves in order to join. */
export class Applicant {
  @Text({ max: 50 }) name: string;
  @OneOf(SEXES) sex: Sex;
  @CalendarDate() birthDate: string;
  @Text({ max: 30, about: 'Mobile number; the union calls it' }) phone: string;
  @OneOf(SCHOOLINGS) schooling: Schooling;
  @OneOf(EMPLOYMENT_FORMS) employmentForm: EmploymentForm;
  @Text({ max: 50, optional: true }) trade?: string;
  @Flag({ optional: true, about: 'Default true' }) hasSmartphone?: boolean;
  @Text({ max: 50, optional: true, about: 'Union card, if there is one' }) cardNumber?: string;
}
export class ApplyToJoinRequest extends Applicant {
  @Text({ max: 40, about: 'Joining code of the union' }) code: string;
}
export class AppliedToJoin {
  @Text({ about: 'To follow the application with; shown this once' }) receipt: string;
  @Text() unitName: string;
}
/** By anybody. The answer is the same whether or not the roster knows the person. */
export const ApplyToJoin = defineCommand<AppliedToJoin>()('membership.joining.apply', ApplyToJoinRequest);

export class JoiningReceiptRequest {
  @Text({ max: 60 }) receipt: string;
}
/** An application as the applicant sees it. */
export class OwnJoining {
  @Text() unitName: string;
  @OneOf(JOINING_STATES) state: JoiningState;
  @CalendarDate() appliedOn: string;
  @Text({ nullable: true, max: 500, about: 'Why it was refused, or ended' }) reason: string | null;
}
export const JoiningByReceipt = defineQuery<OwnJoining>()('membership.joining.by-receipt', JoiningReceiptRequest);
/** What was said is deleted at once. */
export const WithdrawJoining = defineCommand<OwnJoining>()('membership.joining.withdraw', JoiningReceiptRequest);

export class JoiningSummary {
  @Id() joiningId: string;
  @Id() unitId: string;
  @OneOf(JOINING_STATES) state: JoiningState;
  @Text({ nullable: true, about: 'Null once what the applicant said is deleted' }) name: string | null;
  @Text({ nullable: true, about: 'Masked' }) maskedPhone: string | null;
  @Timestamp() appliedAt: string;
  @Timestamp({ nullable: true }) decidedAt: string | null;
  @Text({ nullable: true, max: 500 }) reason: string | null;
  @Id({ nullable: true, about: 'Who it became, or turned out to be' }) workerId: string | null;
  @Id({ nullable: true, about: 'Approved for a member of another union: the transfer that was asked for' })
  transferId: string | null;
}
export class JoiningPage {
  @ListOf(() => JoiningSummary) items: JoiningSummary[];
  @Text({ nullable: true }) next: string | null;
}
export class JoiningsQuery extends PageQuery {
  @OneOf(JOINING_STATES, { optional: true }) state?: JoiningState;
}
export class JoiningsRequest extends JoiningsQuery {
  @Id() unitId: string;
}
/** Of one union, the latest first. `roster.manage` scope. */
export const Joinings = defineQuery<JoiningPage>()('membership.joining.list', JoiningsRequest);

export const MATCHED_BY = ['CARD', 'PHONE', 'PERSON'] as const;
/** Somebody of the roster who may be the applicant. */
export class JoiningMatch {
  @Id({ nullable: true, about: 'Null for a member of a union that the caller may not look into' })
  workerId: string | null;
  @Text({ nullable: true }) name: string | null;
  @Text({ nullable: true }) unitName: string | null;
  @OneOf(WORKER_STATUSES) status: WorkerStatus;
  @ListOfOneOf(MATCHED_BY, { about: 'Same card; same phone and name or birth date; same name and birth date here' })
  by: (typeof MATCHED_BY)[number][];
}
export class JoiningView extends JoiningSummary {
  @Nested(() => Applicant, { nullable: true }) applicant: Applicant | null;
  @ListOf(() => JoiningMatch) matches: JoiningMatch[];
}
export class JoiningIdRequest {
  @Id() joiningId: string;
}
/** With the whole phone number: that it was looked at is written down. `roster.manage` scope. */
export const ReadJoining = defineCommand<JoiningView>()('membership.joining.read', JoiningIdRequest);

export class ApproveJoiningBody {
  @OneOf(JOINING_PERSONS, { optional: true, about: 'To be said when there are matches' }) person?: JoiningPerson;
  @Id({ optional: true, about: 'KNOWN: which one, when there are several' }) workerId?: string;
}
export class ApproveJoiningRequest extends ApproveJoiningBody {
  @Id() joiningId: string;
}
export const ApproveJoining = defineCommand<JoiningSummary>()('membership.joining.approve', ApproveJoiningRequest);
export class RefuseJoiningRequest extends RefusalBody {
  @Id() joiningId: string;
}
export const RefuseJoining = defineCommand<JoiningSummary>()('membership.joining.refuse', RefuseJoiningRequest);
