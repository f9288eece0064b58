import {
  VerifyAuditChain,
  NameDeputy,
  GetAuditSeal,
  EndDeputy,
  CountAuditEntries,
  ChangeTerm,
  AuditEntries,
  AccountAppointments,
  UnitDescendants,
  UnitChanges,
  type UnitChangePage,
  SplitUnit,
  RevealUnitContact,
  RenameUnit,
  MergeUnits,
  GetUnitChange,
  DissolveUnit,
  CheckTree,
  CancelUnitChange,
  AppendImportChunk,
  Appoint,
  BootstrapCity,
  ChangeUnit,
  CloseSession,
  Dismiss,
  EndSession,
  FileImportErrors,
  FindWorkers,
  FinishFileImport,
  GetFileImport,
  GetOwnAccount,
  GetOwnRecord,
  GetUnit,
  GetWorker,
  IssueAccessCode,
  MirroredWorkers,
  MoveUnit,
  OpenSession,
  OpenUnit,
  OwnSessions,
  ResolveSession,
  RevealPhone,
  SearchPublicUnits,
  SearchUnits,
  SetWorkerPassword,
  StartFileImport,
  UnitAppointments,
  UnitChildren,
  UnitDigest,
  type UnitPage,
  UnitRevisions,
  UnitStates,
  type UnitView,
  UnitWorkers,
  WorkerDigests,
  WorkerNames,
  type WorkerPage,
} from '@guantong/contracts';
import { PASSWORD } from '../city/access-city.js';
import { unused } from '../city/unused.js';
import { csvFile } from './files.js';
import type { Rule } from './rule.js';

const UNITS: Rule[] = [
  {
    ...{ rpc: SearchUnits, operations: ['Units_search'], may: { staff: 'unit.read' } },
    request: () => ({ search: 'ZQ', limit: 100 }),
    lists: { kind: 'unit', id: 'unitId', found: ({ items }: UnitPage) => items.map((item) => item.unitId) },
  },
  {
    ...{ rpc: GetUnit, operations: ['Units_get'], may: { staff: 'unit.read' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId }),
    counts: { kind: 'everyWorker', counted: ({ workers }: UnitView) => workers ?? -1 },
  },
  {
    ...{ rpc: UnitChildren, operations: ['Units_children'], may: { staff: 'unit.read' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId }),
    lines: ({ items }: UnitPage) => items.map((item) => item.unitId),
  },
  {
    ...{ rpc: UnitWorkers, operations: ['Units_workers'], may: { staff: 'worker.names.read' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId }),
  },
  {
    ...{ rpc: UnitDescendants, operations: ['Units_descendants'], may: { staff: 'unit.read' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId }),
    lines: ({ items }: UnitPage) => items.map((item) => item.unitId),
  },
  {
    ...{ rpc: ChangeUnit, operations: ['Units_change'], may: { staff: 'unit.manage' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId, creditCode: '' }),
  },
  {
    ...{ rpc: RevealUnitContact, operations: ['Units_revealContact'] },
    ...{ may: { staff: 'worker.names.read' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId }),
    shows: ['contactPhone'],
  },
  {
    ...{ rpc: SearchPublicUnits, operations: ['OpenUnits_search'], may: 'EVERYBODY' },
    request: () => ({ search: 'ZQ' }),
    shows: ['unitName'], // so that anybody finds the union they mean
  },
  { rpc: BootstrapCity, may: 'SYSTEM', request: () => ({ ...CITY, login: unused(), password: PASSWORD }) },
  { rpc: UnitDigest, may: 'SYSTEM', request: () => ({}) },
  { rpc: UnitRevisions, may: 'SYSTEM', request: () => ({ limit: 10 }) },
  { rpc: UnitStates, may: 'SYSTEM', of: 'unit', request: ({ unitId }) => ({ unitIds: [unitId] }) },
];
/** Decisions that change the tree. */
const UNIT_CHANGES: Rule[] = [
  {
    ...{ rpc: UnitChanges, operations: ['UnitChanges_list'], may: { staff: 'unit.read' } },
    request: () => ({ state: 'PLANNED', limit: 100 }),
    lists: {
      ...{ kind: 'plannedChange', id: 'changeId' },
      found: ({ items }: UnitChangePage) => items.map((item) => item.changeId),
    },
  },
  {
    ...{ rpc: UnitChanges, operations: ['UnitChanges_list'], may: { staff: 'unit.read' }, of: 'unit' },
    ...{ leavesOut: 'narrowed', request: ({ unitId }) => ({ unitId }) },
    shows: ['unitName', 'unitAddress'], // of a unit that was opened below one's own
  },
  {
    ...{ rpc: GetUnitChange, operations: ['UnitChanges_get'], may: { staff: 'unit.read' }, of: 'plannedChange' },
    request: ({ changeId }) => ({ changeId }),
  },
  {
    ...{
      rpc: CancelUnitChange,
      operations: ['UnitChanges_cancel'],
      may: { staff: 'unit.manage' },
      of: 'plannedChange',
    },
    request: ({ changeId }) => ({ changeId }),
  },
  {
    ...{ rpc: OpenUnit, operations: ['UnitChanges_open'], may: { staff: 'unit.manage' }, of: 'unit' },
    request: ({ unitId }) => ({ parentId: unitId, kind: 'site', code: unused(), name: '新开的工会', reason: '组建' }),
  },
  {
    ...{ rpc: RenameUnit, operations: ['UnitChanges_rename'], may: { staff: 'unit.manage' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId, shortName: unused(), reason: '更名' }),
  },
  {
    ...{ rpc: MoveUnit, operations: ['UnitChanges_move'], may: { staff: 'unit.manage' }, of: 'newUnitBelow' },
    request: ({ unitId, parentId }) => ({ unitId, parentId, reason: '调整' }),
  },
  {
    ...{ rpc: SplitUnit, operations: ['UnitChanges_split'], may: { staff: 'unit.manage' }, of: 'newUnitBelow' },
    request: ({ unitId }) => ({
      unitId,
      reason: '分立',
      parts: [{ code: unused(), kind: 'site', name: '分出的工会' }],
    }),
  },
  {
    ...{ rpc: MergeUnits, operations: ['UnitChanges_merge'], may: { staff: 'unit.manage' }, of: 'newUnitBelow' },
    request: ({ unitId, siblingId }) => ({ unitIds: [unitId], intoUnitId: siblingId, reason: '合并' }),
  },
  {
    ...{ rpc: DissolveUnit, operations: ['UnitChanges_dissolve'], may: { staff: 'unit.manage' }, of: 'newUnitBelow' },
    request: ({ unitId }) => ({ unitId, reason: '撤销' }),
  },
  { rpc: CheckTree, may: 'SYSTEM', request: () => ({ repair: false }) },
];

const CITY = { code: 'ZQ2', name: '第二个市总工会', shortName: '二', displayName: '某人' };

const WORKERS: Rule[] = [
  {
    ...{ rpc: FindWorkers, operations: ['DeskWorkers_find'], may: { staff: 'worker.names.read' } },
    request: () => ({ search: 'ZQ' }),
    lists: {
      kind: 'everyWorker',
      id: 'workerId',
      found: ({ items }: WorkerPage) => items.map((item) => item.workerId),
    },
  },
  {
    ...{ rpc: GetWorker, operations: ['DeskWorkers_get'], may: { staff: 'worker.names.read' }, of: 'worker' },
    request: ({ workerId }) => ({ workerId }),
  },
  {
    ...{ rpc: WorkerNames, may: { staff: 'worker.names.read' }, of: 'worker', leavesOut: true },
    request: ({ workerId }) => ({ workerIds: [workerId] }),
  },
  {
    ...{ rpc: RevealPhone, operations: ['DeskWorkers_reveal'], may: { staff: 'worker.access.issue' }, of: 'worker' },
    request: ({ workerId }) => ({ workerId }),
    shows: ['workerPhone'],
  },
  {
    ...{ rpc: IssueAccessCode, operations: ['DeskWorkers_issueCode'] },
    ...{ may: { staff: 'worker.access.issue' }, of: 'worker' },
    request: ({ workerId }) => ({ workerId }),
  },
  {
    ...{ rpc: SetWorkerPassword, operations: ['DeskWorkers_setPassword'] },
    ...{ may: { staff: 'roster.manage' }, of: 'worker' },
    request: ({ workerId }) => ({ workerId, password: PASSWORD }),
  },
  { rpc: GetOwnRecord, operations: ['WorkerMe_get'], may: 'ANY_WORKER', request: () => ({}) },
  { rpc: WorkerDigests, may: 'SYSTEM', request: () => ({ limit: 10 }) },
  {
    ...{ rpc: MirroredWorkers, may: 'SYSTEM', of: 'union' },
    request: ({ unitId }) => ({ unitId, afterSlot: -1, limit: 10 }),
  },
];

const IMPORTS: Rule[] = [
  {
    ...{ operations: ['RosterImports_send'], may: { staff: 'roster.manage' } },
    upload: () => csvFile('花名册.csv'),
  },
  { operations: ['UnitImports_send'], may: { staff: 'unit.manage' }, upload: () => csvFile('组织.csv') },
  {
    ...{ rpc: StartFileImport, may: { staff: 'roster.manage' } },
    request: () => ({ kind: 'ROSTER', fileName: '花名册.csv' }),
  },
  {
    ...{ rpc: StartFileImport, may: { staff: 'unit.manage' } },
    request: () => ({ kind: 'UNITS', fileName: '组织.csv' }),
  },
  {
    ...{ rpc: AppendImportChunk, may: { owner: 'STAFF' }, of: 'rosterImport' },
    request: ({ importId }) => ({ importId, seq: 0, data: 'YQ==' }),
  },
  {
    ...{ rpc: FinishFileImport, may: { owner: 'STAFF' }, of: 'rosterImport', shows: ['fileName'] },
    request: ({ importId }) => ({ importId, chunks: 1, bytes: 1 }),
    neverSucceeds: 'nothing has been sent of these files',
  },
  {
    ...{ rpc: GetFileImport, operations: ['RosterImports_get'], shows: ['fileName'] },
    ...{ may: { owner: 'STAFF', needs: 'roster.manage' }, of: 'rosterImport' },
    request: ({ importId }) => ({ importId, kind: 'ROSTER' }),
  },
  {
    ...{ rpc: GetFileImport, operations: ['UnitImports_get'], shows: ['fileName'] },
    ...{ may: { owner: 'STAFF', needs: 'unit.manage' }, of: 'unitImport' },
    request: ({ importId }) => ({ importId, kind: 'UNITS' }),
  },
  {
    ...{ rpc: FileImportErrors, operations: ['RosterImports_errors'] },
    ...{ may: { owner: 'STAFF', needs: 'roster.manage' }, of: 'rosterImport' },
    request: ({ importId }) => ({ importId, kind: 'ROSTER' }),
  },
  {
    ...{ rpc: FileImportErrors, operations: ['UnitImports_errors'] },
    ...{ may: { owner: 'STAFF', needs: 'unit.manage' }, of: 'unitImport' },
    request: ({ importId }) => ({ importId, kind: 'UNITS' }),
  },
];

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
  { operations: ['Session_current'], may: 'LOGGED_IN' },
  { operations: ['DeskMe_sessions'], may: 'ANY_STAFF' },
  { operations: ['WorkerMe_sessions'], may: 'ANY_WORKER' },
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

export const MEMBERSHIP_RULES: readonly Rule[] = [
  ...UNITS,
  ...UNIT_CHANGES,
  ...WORKERS,
  ...IMPORTS,
  ...STAFF,
  ...SESSIONS,
];
