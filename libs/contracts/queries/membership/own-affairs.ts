import {
  CalendarDate,
  Flag,
  Id,
  Int,
  ListOf,
  ListOfOneOf,
  ListOfTexts,
  Nested,
  OneOf,
  Text,
  Timestamp,
} from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import {
  CONSENT_TEXT_KEYS,
  type ConsentText,
  CORRECTION_STATES,
  type CorrectionState,
} from '../../vocabulary/worker-affairs.js';
import { EMPLOYMENT_FORMS, MOST_LANGUAGES, REACH_WAYS, SCHOOLINGS, SEXES } from '../../vocabulary/worker-attributes.js';
import type { EmploymentForm, ReachWay, Schooling, Sex } from '../../vocabulary/worker-attributes.js';
import { SessionView } from './accounts.js';
import { PageQuery } from './read-units.js';
import { RefusalBody, TransferView } from './transfers.js';
import { UnionStay } from './worker-unions.js';
import { OwnRecord, OwnRecordRequest, WorkerIdRequest } from './workers.js';

export class PhoneBody {
  @Text({ max: 30, nullable: true, about: 'Mobile number; null takes it away' }) phone: string | null;
}
export class PhoneForRequest extends PhoneBody {
  @Id() workerId: string;
}
export class OwnPhone {
  @Text({ nullable: true }) phone: string | null;
}
/** By the worker. */
export const ChangeOwnPhone = defineCommand<OwnPhone>()('membership.contact.change-own-phone', PhoneBody);
export class MaskedPhone {
  @Id() workerId: string;
  @Text({ nullable: true, about: 'Masked' }) maskedPhone: string | null;
}
/** On behalf of the worker (`worker.act_for`); the worker sees who did it. */
export const ChangePhoneFor = defineCommand<MaskedPhone>()('membership.contact.change-phone-for', PhoneForRequest);

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
export class PreferencesBody {
  @ListOfOneOf(REACH_WAYS, { max: REACH_WAYS.length, about: 'Preferred ways to be reached, the first one first' })
  reachBy: ReachWay[];
  @Text({
    max: 5,
    pattern: CLOCK,
    nullable: true,
    example: '22:00',
    about: 'Asia/Shanghai; null with quietUntil: none',
  })
  quietFrom: string | null;
  @Text({ max: 5, pattern: CLOCK, nullable: true, example: '07:00', about: 'Not after quietFrom: the next day' })
  quietUntil: string | null;
  @Flag({ about: 'Not to be part of any profile: nothing is chosen for this worker by age, schooling or trade' })
  noProfiling: boolean;
}
export class PreferencesView extends PreferencesBody {
  @Timestamp({ nullable: true, about: 'Null: never set' }) changedAt: string | null;
  @Flag({ about: 'Last set by a cadre on behalf of the worker' }) onBehalf: boolean;
}
export class PreferencesForRequest extends PreferencesBody {
  @Id() workerId: string;
}
export const SetOwnPreferences = defineCommand<PreferencesView>()('membership.contact.set-own', PreferencesBody);
/** On behalf of the worker (`worker.act_for`). */
export const SetPreferencesFor = defineCommand<PreferencesView>()('membership.contact.set-for', PreferencesForRequest);
/** `worker.names.read` scope. */
export const PreferencesOf = defineQuery<PreferencesView>()('membership.contact.preferences', WorkerIdRequest);

export class ConsentBody {
  @Int({ min: 1, about: 'Version of the text that was read' }) version: number;
}
export class ConsentRequest extends ConsentBody {
  @OneOf(CONSENT_TEXT_KEYS) text: ConsentText;
}
export class ConsentTextRequest {
  @OneOf(CONSENT_TEXT_KEYS) text: ConsentText;
}
export class ConsentView {
  @OneOf(CONSENT_TEXT_KEYS) text: ConsentText;
  @Text({ about: 'Chinese' }) title: string;
  @Int({ min: 1 }) version: number;
  @Timestamp() givenAt: string;
  @Timestamp({ nullable: true }) withdrawnAt: string | null;
}
export class ConsentList {
  @ListOf(() => ConsentView, { about: 'The latest first' }) items: ConsentView[];
  @Text({ nullable: true, about: 'Always null' }) next: string | null;
}
export const GiveConsent = defineCommand<ConsentList>()('membership.consent.give', ConsentRequest);
export const WithdrawConsent = defineCommand<ConsentList>()('membership.consent.withdraw', ConsentTextRequest);

/** What may be wrong in the roster. What is left out stays as it is. */
export class CorrectedFields {
  @Text({ max: 50, optional: true }) name?: string;
  @OneOf(SEXES, { optional: true }) sex?: Sex;
  @CalendarDate({ optional: true }) birthDate?: string;
  @OneOf(SCHOOLINGS, { optional: true }) schooling?: Schooling;
  @Text({ min: 0, max: 50, optional: true }) trade?: string;
  @OneOf(EMPLOYMENT_FORMS, { optional: true }) employmentForm?: EmploymentForm;
  @Text({ max: 50, optional: true }) cardNumber?: string;
  @Flag({ optional: true }) hasSmartphone?: boolean;
  @Flag({ optional: true }) readingDifficulty?: boolean;
  @ListOfTexts({ max: MOST_LANGUAGES, length: 20, optional: true }) languages?: string[];
}
export class CorrectionBody {
  @Nested(() => CorrectedFields) fields: CorrectedFields;
  @Text({ max: 500, optional: true, about: 'Anything the union should know' }) note?: string;
}
export class CorrectionView {
  @Id() correctionId: string;
  @OneOf(CORRECTION_STATES) state: CorrectionState;
  @Nested(() => CorrectedFields) fields: CorrectedFields;
  @Text({ nullable: true, max: 500 }) note: string | null;
  @Timestamp() askedAt: string;
  @Timestamp({ nullable: true }) decidedAt: string | null;
  @Text({ nullable: true, max: 500, about: 'Why it was refused' }) reason: string | null;
}
export class DeskCorrection extends CorrectionView {
  @Id() workerId: string;
  @Text() workerName: string;
}
export class DeskCorrectionPage {
  @ListOf(() => DeskCorrection) items: DeskCorrection[];
  @Text({ nullable: true }) next: string | null;
}
export const AskForCorrection = defineCommand<CorrectionView>()('membership.correction.ask', CorrectionBody);
export class CorrectionIdRequest {
  @Id() correctionId: string;
}
export const WithdrawCorrection = defineCommand<CorrectionView>()(
  'membership.correction.withdraw',
  CorrectionIdRequest,
);
export class CorrectionsQuery extends PageQuery {
  @OneOf(CORRECTION_STATES, { optional: true }) state?: CorrectionState;
}
export class CorrectionsRequest extends CorrectionsQuery {
  @Id() unitId: string;
}
/** Of one union's members, the latest first. `roster.manage` scope. */
export const Corrections = defineQuery<DeskCorrectionPage>()('membership.correction.list', CorrectionsRequest);
export const ApproveCorrection = defineCommand<DeskCorrection>()('membership.correction.approve', CorrectionIdRequest);
export class RefuseCorrectionRequest extends RefusalBody {
  @Id() correctionId: string;
}
export const RefuseCorrection = defineCommand<DeskCorrection>()(
  'membership.correction.refuse',
  RefuseCorrectionRequest,
);

/** Something that was done with a worker's data. */
export class DoneWithMyData {
  @Timestamp() at: string;
  @Text({ about: 'Stable word for what was done' }) action: string;
  @Text({ max: 500, about: 'The same as a Chinese sentence' }) sentence: string;
  @OneOf(['SELF', 'STAFF', 'SYSTEM']) by: 'SELF' | 'STAFF' | 'SYSTEM';
  @Text({ nullable: true, about: 'Who, where it was a member of staff' }) name: string | null;
  @Flag({ about: 'In the worker’s name' }) onBehalf: boolean;
}
/** All that membership holds about a worker. */
export class HeldAboutMe {
  @Nested(() => OwnRecord) record: OwnRecord;
  @ListOf(() => UnionStay) unions: UnionStay[];
  @Nested(() => PreferencesView) preferences: PreferencesView;
  @ListOf(() => ConsentView) consents: ConsentView[];
  @ListOf(() => SessionView, { about: 'Where you are logged in' }) sessions: SessionView[];
  @ListOf(() => TransferView) transfers: TransferView[];
  @ListOf(() => CorrectionView) corrections: CorrectionView[];
  @ListOf(() => DoneWithMyData, { about: 'The latest 500, looks at the whole phone number among them' })
  done: DoneWithMyData[];
}
export const GetHeldAboutMe = defineQuery<HeldAboutMe>()('membership.worker.held', OwnRecordRequest);
