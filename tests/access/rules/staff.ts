import {
  AccountAppointments,
  Appoint,
  AuditEntries,
  ChangeTerm,
  CloseSession,
  CountAuditEntries,
  Dismiss,
  EndDeputy,
  EndSession,
  GetAuditSeal,
  GetOwnAccount,
  NameDeputy,
  OpenSession,
  OwnSessions,
  ResolveSession,
  UnitAppointments,
  VerifyAuditChain,
} from '@guantong/contracts';
import { PASSWORD } from '../city/access-city.js';
import { unused } from '../city/unused.js';
import type { Rule } from './rule.js';

const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString();

const STAFF: Rule[] = [
  {
    ...{ rpc: UnitAppointments, operations: ['Appointments_list'] },
    ...{ may: { staff: 'appointment.manage' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId }),
  },
  {
    ...{ rpc: Appoint, operations: ['Appointments_appoint'], may: { staff: 'appointment.manage' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId, role: 'analyst', login: unused(), displayName: '某人', password: PASSWORD }),
  },
  {
    ...{ rpc: Dismiss, operations: ['Appointments_dismiss'], may: { staff: 'appointment.manage' }, of: 'appointment' },
    request: ({ appointmentId }) => ({ appointmentId }),
  },
  {
    ...{ rpc: AccountAppointments, operations: ['Appointments_ofAccount'] },
    ...{ may: { staff: 'appointment.manage' }, of: 'appointment' },
    request: ({ accountId }) => ({ accountId }),
  },
  {
    ...{ rpc: ChangeTerm, operations: ['Appointments_changeTerm'] },
    ...{ may: { staff: 'appointment.manage' }, of: 'appointment' },
    request: ({ appointmentId }) => ({ appointmentId, endsAt: tomorrow() }),
  },
  {
    ...{ rpc: NameDeputy, operations: ['Appointments_nameDeputy'] },
    ...{ may: { staff: 'appointment.manage' }, of: 'appointment' },
    request: ({ appointmentId }) => ({ appointmentId, login: 'auditor.east', endsAt: tomorrow() }),
  },
  {
    ...{ rpc: EndDeputy, operations: ['Appointments_endDeputy'], may: { staff: 'appointment.manage' }, of: 'deputy' },
    request: ({ deputyId }) => ({ deputyId }),
  },
  {
    ...{ rpc: AuditEntries, operations: ['AuditEntries_list'], may: { staff: 'audit.read' } },
    request: () => ({ limit: 100 }),
    shows: ['staffName', 'staffLogin', 'dutyName'], // who did it
  },
  {
    ...{ rpc: AuditEntries, operations: ['AuditEntries_list'], may: { staff: 'audit.read' }, of: 'unit' },
    ...{ leavesOut: true, request: ({ unitId }) => ({ unitId }) },
    shows: ['staffName', 'staffLogin', 'dutyName'],
  },
  {
    ...{ rpc: VerifyAuditChain, may: 'SYSTEM' },
    request: () => ({ afterSeq: 0, afterHash: '0'.repeat(64), limit: 10 }),
  },
  { rpc: CountAuditEntries, may: 'SYSTEM', request: () => ({ afterId: 0, limit: 10 }) },
  { rpc: GetAuditSeal, may: 'SYSTEM', request: () => ({ seq: 1 }) },
  { rpc: GetOwnAccount, operations: ['DeskMe_get'], may: 'ANY_STAFF', whileEnrolling: true, request: () => ({}) },
];

const SESSIONS: Rule[] = [
  {
    ...{ rpc: OpenSession, operations: ['Session_open'], may: 'EVERYBODY' },
    request: () => ({ login: 'auditor.east', secret: PASSWORD }),
  },
  // Who knows the token is who logged in: there is nothing else to know
  { rpc: ResolveSession, may: 'EVERYBODY', of: 'staffSession', request: ({ token }) => ({ token }) },
  { rpc: CloseSession, may: 'EVERYBODY', of: 'staffSession', request: ({ token }) => ({ token }) },
  { operations: ['Session_close'], may: 'EVERYBODY', of: 'staffSession', bearer: ({ token }) => token },
  { operations: ['Session_current'], may: 'LOGGED_IN', reads: true },
  { operations: ['DeskMe_sessions'], may: 'ANY_STAFF', reads: true },
  { operations: ['WorkerMe_sessions'], may: 'ANY_WORKER', reads: true },
  { rpc: OwnSessions, may: 'LOGGED_IN', request: () => ({}) },
  {
    ...{ operations: ['DeskMe_end'], may: { owner: 'STAFF' }, of: 'staffSession' },
    request: ({ sessionId }) => ({ sessionId }),
  },
  {
    ...{ operations: ['WorkerMe_end'], may: { owner: 'WORKER' }, of: 'workerSession' },
    request: ({ sessionId }) => ({ sessionId }),
  },
  {
    ...{ rpc: EndSession, may: { owner: 'EITHER' }, of: 'staffSession' },
    request: ({ sessionId }) => ({ sessionId }),
  },
  {
    ...{ rpc: EndSession, may: { owner: 'EITHER' }, of: 'workerSession' },
    request: ({ sessionId }) => ({ sessionId }),
  },
];

export const STAFF_RULES: readonly Rule[] = [...STAFF, ...SESSIONS];
