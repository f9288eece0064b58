import { Flag, Id, ListOf, OneOf, Text, Timestamp } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import { OwnAppointment, SessionView } from './accounts.js';

/** An account as an administrator of those above it sees it. */
export class StaffAccountView {
  @Id() accountId: string;
  @Text() login: string;
  @Text() displayName: string;
  @OneOf(['ACTIVE', 'CLOSED']) status: 'ACTIVE' | 'CLOSED';
  @Flag({ about: 'False: invited, and has not set a password yet' }) hasPassword: boolean;
  @Flag() secondFactor: boolean;
  @ListOf(() => OwnAppointment, { about: 'In force' }) appointments: OwnAppointment[];
}
export class StaffAccountRequest {
  @Id() accountId: string;
}
/**
 * Within `appointment.manage` scope: every appointment in force lies within it, and those that administer lie below the
 * unit of the one who asks.
 */
export const GetStaffAccount = defineQuery<StaffAccountView>()('membership.staff-account.get', StaffAccountRequest);

export class IssuedInvitation {
  @Id() accountId: string;
  @Text() login: string;
  @Text({ about: 'Shown this once; for one password, set by the invited person' }) code: string;
  @Timestamp() expiresAt: string;
}
/** For a new account, or a forgotten password: the old one is void at once, sessions end. NOT_YOURSELF ACCOUNT_CLOSED */
export const InviteStaff = defineCommand<IssuedInvitation>()('membership.staff-account.invite', StaffAccountRequest);
/** For a lost device without recovery codes; sessions end. NOT_YOURSELF */
export const ResetSecondFactor = defineCommand<StaffAccountView>()(
  'membership.staff-account.reset-second-factor',
  StaffAccountRequest,
);
/** Ends its sessions, tokens and appointments. NOT_YOURSELF LAST_ADMINISTRATOR */
export const CloseStaffAccount = defineCommand<StaffAccountView>()(
  'membership.staff-account.close',
  StaffAccountRequest,
);
/** Without appointments: those are made anew. */
export const ReopenStaffAccount = defineCommand<StaffAccountView>()(
  'membership.staff-account.reopen',
  StaffAccountRequest,
);

export class StaffSessions {
  @ListOf(() => SessionView) items: SessionView[];
  @Text({ nullable: true }) next: string | null;
}
export const SessionsOfStaff = defineQuery<StaffSessions>()('membership.staff-account.sessions', StaffAccountRequest);
export const EndSessionsOfStaff = defineCommand<StaffSessions>()(
  'membership.staff-account.end-sessions',
  StaffAccountRequest,
);

export class RescueRequest {
  @Text({ max: 50 }) login: string;
}
/** SYSTEM only: when nobody is above who could. Password and second factor are void, sessions end. */
export const RescueStaffAccount = defineCommand<IssuedInvitation>()('membership.staff-account.rescue', RescueRequest);
