import { Flag, Id, Int, ListOf, Nested, Text, Timestamp } from '../../fields.js';
import { defineCommand } from '../../rpc-definition.js';
import { Caller, OpenedSession } from './session.js';

export class PhoneCodeBody {
  @Text({ min: 11, max: 30, about: 'The phone number in the roster' }) phone: string;
}
export class PhoneCodeRequest extends PhoneCodeBody {
  @Nested(() => Caller) caller: Caller;
}
export class PhoneCodeAsked {
  @Int({ about: 'Seconds before another can be asked for' }) againAfterSeconds: number;
  @Timestamp() expiresAt: string;
  @Flag({ about: 'False: messages do not get out at present; ask the cadre for a code' }) smsWorks: boolean;
  @Text({ about: 'What to do now; Chinese' }) hint: string;
}
/**
 * Six digits by SMS, if the number is in the roster: the answer, and the work behind it, is the same if it is not.
 * TOO_MANY_REQUESTS PHONE_CODES_OFF
 */
export const RequestPhoneCode = defineCommand<PhoneCodeAsked>()('membership.phone-code.request', PhoneCodeRequest);

export class PhoneLogInBody {
  @Text({ min: 11, max: 30 }) phone: string;
  @Text({ min: 6, max: 10, about: 'Six digits' }) code: string;
}
export class PhoneLogInRequest extends PhoneLogInBody {
  @Nested(() => Caller) caller: Caller;
}

export class PersonOfPhone {
  @Id() workerId: string;
  @Text() name: string;
  @Text() unitName: string;
}
export class PersonChoice {
  @Text({ about: 'Send it back with the worker id, within five minutes' }) challenge: string;
  @ListOf(() => PersonOfPhone) people: PersonOfPhone[];
}
export class PhoneLogIn {
  @Nested(() => OpenedSession, { nullable: true }) session: OpenedSession | null;
  @Nested(() => PersonChoice, { nullable: true, about: 'Several workers share the number: who is it?' })
  choice: PersonChoice | null;
}
/** PHONE_CODE_WRONG, whatever is wrong. */
export const OpenSessionByPhoneCode = defineCommand<PhoneLogIn>()(
  'membership.session.open-by-phone-code',
  PhoneLogInRequest,
);

export class ChoosePersonBody {
  @Text({ max: 64 }) challenge: string;
  @Id() workerId: string;
}
export class ChoosePersonRequest extends ChoosePersonBody {
  @Nested(() => Caller) caller: Caller;
}
/** CHOICE_INVALID */
export const ChoosePerson = defineCommand<OpenedSession>()('membership.session.choose-person', ChoosePersonRequest);
