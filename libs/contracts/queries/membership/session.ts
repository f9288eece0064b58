import { Flag, Id, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import type { Actor } from '../../vocabulary/actor.js';
import { type Device, DEVICES } from '../../vocabulary/sessions.js';
import { DUTIES, type Duty } from '../../vocabulary/duties.js';

/** What the gateway knows of whoever logs in. */
export class Caller {
  @Text({
    max: 64,
    optional: true,
    about: 'Where the caller comes from, as the gateway sees it: for the slow-down, and kept as a keyed hash only.',
  })
  address?: string;
  @OneOf(DEVICES, { optional: true, about: 'The kind of device; nothing finer is kept' }) device?: Device;
}

export class OpenSessionRequest extends Caller {
  @Text({ max: 100, about: 'Staff: log-in name. Worker: phone or union card number.' })
  login: string;
  @Text({ max: 200, about: 'Password' })
  secret: string;
}
export class OpenedSession {
  @Text({ about: 'Send as "Authorization: Bearer …"; browsers get it as a cookie as well.' })
  token: string;
  @Timestamp() expiresAt: string;
  @OneOf(['STAFF', 'WORKER']) kind: 'STAFF' | 'WORKER';
  @Text({ about: 'How to address the person' }) displayName: string;
  @Flag({ optional: true, about: 'True: this session can do nothing before a second factor is enrolled' })
  mustEnrol?: boolean;
}
/**
 * By password. Wrong log-in name and wrong password get the same answer, in the same time: LOGIN_FAILED. With a second
 * factor enrolled: SECOND_FACTOR_NEEDED, whose parameter `challenge` goes with the code to PassSecondFactor.
 */
export const OpenSession = defineCommand<OpenedSession>()('membership.session.open', OpenSessionRequest);

export class SecondFactorBody {
  @Text({ max: 64, about: 'As the log-in gave it; good for five minutes and five tries' }) challenge: string;
  @Text({ min: 6, max: 20, about: 'Six digits of the authenticator, or one recovery code' }) code: string;
}
export class PassSecondFactorRequest extends SecondFactorBody {
  @Nested(() => Caller) caller: Caller;
}
/** A code is good once. SECOND_FACTOR_WRONG */
export const PassSecondFactor = defineCommand<OpenedSession>()(
  'membership.session.pass-second-factor',
  PassSecondFactorRequest,
);

export class UnionCodeBody {
  @Text({ max: 50, about: 'As in the roster' }) name: string;
  @Text({ max: 40, about: 'Union card number; whoever has none, the phone number' }) card: string;
  @Text({ min: 12, max: 20, about: 'The twelve digits that the union handed out' }) code: string;
}
export class UnionCodeRequest extends UnionCodeBody {
  @Nested(() => Caller) caller: Caller;
}
/** For workers without SMS. All that can be wrong gets the same answer: UNION_CODE_WRONG. */
export const OpenSessionByUnionCode = defineCommand<OpenedSession>()(
  'membership.session.open-by-union-code',
  UnionCodeRequest,
);

export class SessionToken {
  @Text({ max: 200 }) token: string;
}
/** Who a token stands for, with the appointments in force now. UNAUTHENTICATED when it is not (or no longer) good. */
export const ResolveSession = defineQuery<{ actor: Actor }>()('membership.session.resolve', SessionToken);
export const CloseSession = defineCommand<{ closed: true }>()('membership.session.close', SessionToken);

export class OnDutyRequest {
  @Id() unitId: string;
  @OneOf(DUTIES) duty: Duty;
}
export interface OnDutyAnswer {
  /** Who is on duty now at the unit or, when nobody is, at the nearest unit above; null when there is nobody at all. */
  onDuty: { accountId: string; unitId: string } | null;
  /** The holidays of this year are not published yet, and weekdays were used. */
  byWeekdaysOnly?: true;
}
/** Asked by services (SYSTEM), not by people. */
export const WhoIsOnDuty = defineQuery<OnDutyAnswer>()('membership.duty.who-is-on-duty', OnDutyRequest);
