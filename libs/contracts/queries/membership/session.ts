import { Id, OneOf, Text, Timestamp } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import type { Actor } from '../../vocabulary/actor.js';
import { DUTIES, type Duty } from '../../vocabulary/duties.js';

export class OpenSessionRequest {
  @Text({ max: 100, about: 'Staff: log-in name. Worker: phone or union card number.' })
  login: string;
  @Text({ max: 200, about: 'Password, or for a worker the code that the union handed out.' })
  secret: string;
  @Text({
    max: 64,
    optional: true,
    about: 'Where the caller comes from, as the gateway sees it: for the slow-down, and kept as a keyed hash only.',
  })
  address?: string;
}
export class OpenedSession {
  @Text({ about: 'Send as "Authorization: Bearer …"; browsers get it as a cookie as well.' })
  token: string;
  @Timestamp() expiresAt: string;
  @OneOf(['STAFF', 'WORKER']) kind: 'STAFF' | 'WORKER';
  @Text({ about: 'How to address the person' }) displayName: string;
}
/** Wrong log-in name and wrong secret get the same answer, in the same time: LOGIN_FAILED. */
export const OpenSession = defineCommand<OpenedSession>()('membership.session.open', OpenSessionRequest);

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
