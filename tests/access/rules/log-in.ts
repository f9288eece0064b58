import {
  AcceptInvitation,
  ChangePassword,
  ChoosePerson,
  CloseStaffAccount,
  ConfirmSecondFactor,
  EndOtherSessions,
  EndSessionsOfStaff,
  EnrolSecondFactor,
  GetSecondFactor,
  GetStaffAccount,
  InviteStaff,
  MakeApiToken,
  OpenSessionByPhoneCode,
  OpenSessionByUnionCode,
  OwnApiTokens,
  PassSecondFactor,
  RemoveSecondFactor,
  RenewRecoveryCodes,
  ReopenStaffAccount,
  RequestPhoneCode,
  RescueStaffAccount,
  ResetSecondFactor,
  RevokeApiToken,
  SessionsOfStaff,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { PASSWORD } from '../city/access-city.js';
import type { Ids } from '../city/subject.js';
import { unused } from '../city/unused.js';
import type { Rule } from './rule.js';

const CHALLENGE = 'x'.repeat(43);
const aboutAccount = ({ accountId }: Ids) => ({ accountId });

/** What is sent without a caller over HTTP: the gateway says who calls. */
const withCaller = <T extends object>(body: () => T) => ({
  request: () => ({ ...body(), caller: {} }),
  body,
});

/** Open to everybody, and of no use without a secret. */
const WAYS_IN: Rule[] = [
  {
    ...{ rpc: PassSecondFactor, operations: ['LogInSteps_secondFactor'], may: 'EVERYBODY' },
    ...withCaller(() => ({ challenge: CHALLENGE, code: '123456' })),
    neverSucceeds: 'there is no such challenge',
  },
  {
    ...{ rpc: OpenSessionByUnionCode, operations: ['LogInSteps_unionCode'], may: 'EVERYBODY' },
    ...withCaller(() => ({ name: '没有这个人', card: unused(), code: '123456789012' })),
    neverSucceeds: 'there is no such code',
  },
  {
    ...{ rpc: RequestPhoneCode, operations: ['LogInSteps_requestCode'], may: 'EVERYBODY' },
    ...withCaller(() => ({ phone: '14000000000' })),
    neverSucceeds: 'there is no SMS gateway',
  },
  {
    ...{ rpc: OpenSessionByPhoneCode, operations: ['LogInSteps_phoneCode'], may: 'EVERYBODY' },
    ...withCaller(() => ({ phone: `159${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`, code: '123456' })),
    neverSucceeds: 'there is no such code',
  },
  {
    ...{ rpc: ChoosePerson, operations: ['LogInSteps_choose'], may: 'EVERYBODY' },
    ...withCaller(() => ({ challenge: CHALLENGE, workerId: newId() })),
    neverSucceeds: 'there is no such challenge',
  },
  {
    ...{ rpc: AcceptInvitation, operations: ['Invitations_accept'], may: 'EVERYBODY' },
    ...withCaller(() => ({ login: unused(), code: 'AAAAA-BBBBB-CCCCC-DDDDD', password: PASSWORD })),
    neverSucceeds: 'there is no such invitation',
  },
];

const OWN: Rule[] = [
  { operations: ['DeskMe_endOthers'], may: 'ANY_STAFF' },
  { operations: ['WorkerMe_endOthers'], may: 'ANY_WORKER' },
  { rpc: EndOtherSessions, may: 'LOGGED_IN', request: () => ({}) },
  {
    ...{ operations: ['DeskMe_changePassword'], may: 'ANY_STAFF' },
    request: () => ({ present: PASSWORD, password: PASSWORD }),
  },
  {
    ...{ operations: ['WorkerMe_changePassword'], may: 'ANY_WORKER' },
    request: () => ({ present: PASSWORD, password: PASSWORD }),
  },
  { rpc: ChangePassword, may: 'LOGGED_IN', request: () => ({ present: PASSWORD, password: PASSWORD }) },
  {
    ...{ rpc: GetSecondFactor, operations: ['SecondFactor_get'], may: 'ANY_STAFF', whileEnrolling: true },
    request: () => ({}),
  },
  {
    ...{ rpc: EnrolSecondFactor, operations: ['SecondFactor_begin'], may: 'ANY_STAFF', whileEnrolling: true },
    request: () => ({ password: PASSWORD }),
  },
  {
    ...{ rpc: ConfirmSecondFactor, operations: ['SecondFactor_confirm'], may: 'ANY_STAFF', whileEnrolling: true },
    request: () => ({ code: 'no code' }),
    neverSucceeds: 'it is no code',
  },
  {
    ...{ rpc: RenewRecoveryCodes, operations: ['SecondFactor_renew'], may: 'ANY_STAFF' },
    request: () => ({ code: 'no code' }),
    neverSucceeds: 'it is no code',
  },
  {
    ...{ rpc: RemoveSecondFactor, operations: ['SecondFactor_remove'], may: 'ANY_STAFF' },
    request: () => ({ code: 'no code' }),
    neverSucceeds: 'it is no code',
  },
];

const STAFF_ACCOUNTS: Rule[] = [
  {
    ...{ rpc: GetStaffAccount, operations: ['StaffAccounts_get'], may: { staff: 'appointment.manage' } },
    ...{ of: 'appointment', request: aboutAccount },
  },
  {
    ...{ rpc: InviteStaff, operations: ['StaffAccounts_invite'], may: { staff: 'appointment.manage' } },
    ...{ of: 'appointment', request: aboutAccount },
  },
  {
    ...{ rpc: ResetSecondFactor, operations: ['StaffAccounts_resetSecondFactor'] },
    ...{ may: { staff: 'appointment.manage' }, of: 'appointment', request: aboutAccount },
    neverSucceeds: 'none is enrolled',
  },
  {
    ...{ rpc: CloseStaffAccount, operations: ['StaffAccounts_close'], may: { staff: 'appointment.manage' } },
    ...{ of: 'appointment', request: aboutAccount },
  },
  {
    ...{ rpc: ReopenStaffAccount, operations: ['StaffAccounts_reopen'], may: { staff: 'appointment.manage' } },
    ...{ of: 'appointment', request: aboutAccount },
  },
  {
    ...{ rpc: SessionsOfStaff, operations: ['StaffAccounts_sessions'], may: { staff: 'appointment.manage' } },
    ...{ of: 'appointment', request: aboutAccount },
  },
  {
    ...{ rpc: EndSessionsOfStaff, operations: ['StaffAccounts_endSessions'], may: { staff: 'appointment.manage' } },
    ...{ of: 'appointment', request: aboutAccount },
  },
  {
    ...{ rpc: RescueStaffAccount, may: 'SYSTEM', request: () => ({ login: unused() }) },
    neverSucceeds: 'there is no such account',
  },
];

const TOKENS: Rule[] = [
  { rpc: OwnApiTokens, operations: ['ApiTokens_list'], may: { staff: 'api_token.manage' }, request: () => ({}) },
  {
    ...{ rpc: MakeApiToken, operations: ['ApiTokens_make'], may: { staff: 'api_token.manage' }, of: 'unit' },
    request: ({ unitId }) => ({
      ...{ unitId, name: '程序', reach: 'UNIT', permissions: ['unit.read'] },
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    }),
  },
  {
    // its maker may as well, whatever they hold now, so the route itself asks for nothing
    ...{ rpc: RevokeApiToken, operations: ['ApiTokens_revoke'] },
    ...{ may: { staff: ['appointment.manage', 'appointment.manage'] }, of: 'apiToken' },
    request: ({ tokenId }) => ({ tokenId }),
  },
];

export const LOG_IN_RULES: readonly Rule[] = [...WAYS_IN, ...OWN, ...STAFF_ACCOUNTS, ...TOKENS];
