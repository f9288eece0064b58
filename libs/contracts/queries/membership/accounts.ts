import { Flag, Id, ListOf, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import { ROLES, type Role } from '../../vocabulary/roles.js';
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
  @Text({ min: 8, max: 200 }) password: string;
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

export class SessionView {
  @Id() sessionId: string;
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
