import { Flag, Id, ListOf, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import { ROLES, type Role } from '../../vocabulary/roles.js';
import { type Device, DEVICES, SESSION_METHODS, type SessionMethod } from '../../vocabulary/sessions.js';
import { Caller } from './session.js';
import { UnitRef } from './unit-views.js';
import { WorkerIdRequest } from './workers.js';

export class IssuedAccessCode {
  @Id() workerId: string;
  @Text({ about: 'Twelve digits, shown this once; good for one log-in' }) code: string;
  @Timestamp() expiresAt: string;
}
/** A code for a worker's first log-in, handed over by the union; an older one is void. `worker.access.issue` scope. */
export const IssueAccessCode = defineCommand<IssuedAccessCode>()(
  'membership.account.issue-access-code',
  WorkerIdRequest,
);

export class SetWorkerPasswordBody {
  @Text({ max: 200, about: 'At least 10 characters' }) password: string;
}
export class SetWorkerPasswordRequest extends SetWorkerPasswordBody {
  @Id() workerId: string;
}
/** By an administrator (`roster.manage` scope); ends the sessions the worker had. */
export const SetWorkerPassword = defineCommand<{ workerId: string }>()(
  'membership.account.set-worker-password',
  SetWorkerPasswordRequest,
);

export class OwnAppointment {
  @Id() appointmentId: string;
  @Nested(() => UnitRef) unit: UnitRef;
  @OneOf(ROLES) role: Role;
  @Text() roleName: string;
}
/** A member of staff as they see themselves. */
export class OwnAccount {
  @Id() accountId: string;
  @Text() login: string;
  @Text() displayName: string;
  @ListOf(() => OwnAppointment) appointments: OwnAppointment[];
}
export class OwnAccountRequest {}
export const GetOwnAccount = defineQuery<OwnAccount>()('membership.account.own', OwnAccountRequest);

export class ChangePasswordBody {
  @Text({ max: 200, optional: true, about: 'The present password; left out by a worker who has none yet' })
  present?: string;
  @Text({ max: 200, about: 'Any characters; staff at least 12, workers at least 10' }) password: string;
}
/** One's own; ends the other sessions. PASSWORD_WRONG PASSWORD_TOO_SHORT PASSWORD_COMMON PASSWORD_SIMPLE PASSWORD_NAMES_YOU */
export const ChangePassword = defineCommand<SessionList>()('membership.account.change-password', ChangePasswordBody);

export class InvitationBody {
  @Text({ max: 50 }) login: string;
  @Text({ min: 16, max: 40, about: 'As the administrator handed it over' }) code: string;
  @Text({ max: 200, about: 'The password from now on; at least 12 characters' }) password: string;
}
export class AcceptInvitationRequest extends InvitationBody {
  @Nested(() => Caller) caller: Caller;
}
export class AcceptedInvitation {
  @Flag() accepted: true;
}
/** The invited person sets a password that nobody else has seen, and logs in with it. INVITATION_INVALID */
export const AcceptInvitation = defineCommand<AcceptedInvitation>()(
  'membership.account.accept-invitation',
  AcceptInvitationRequest,
);

export class SessionView {
  @Id() sessionId: string;
  @OneOf(SESSION_METHODS) method: SessionMethod;
  @Text({ about: 'How it was opened; Chinese' }) methodName: string;
  @OneOf(DEVICES) device: Device;
  @Text({ about: 'Chinese' }) deviceName: string;
  @Timestamp() openedAt: string;
  @Timestamp({ about: 'To about ten minutes' }) lastSeenAt: string;
  @Timestamp() expiresAt: string;
  @Flag({ about: 'The one this question was asked with' }) current: boolean;
}
export class SessionList {
  @ListOf(() => SessionView) items: SessionView[];
  @Text({ nullable: true }) next: string | null;
}
export class OwnSessionsRequest {}
export const OwnSessions = defineQuery<SessionList>()('membership.session.own', OwnSessionsRequest);

export class EndSessionRequest {
  @Id() sessionId: string;
}
/** Ends one of the caller's own sessions. */
export const EndSession = defineCommand<SessionList>()('membership.session.end', EndSessionRequest);
/** Ends all of the caller's own sessions but the one that asks. */
export const EndOtherSessions = defineCommand<SessionList>()('membership.session.end-others', OwnSessionsRequest);
