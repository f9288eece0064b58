import {
  AbsentWorkers,
  AppendImportChunk,
  FileImportErrors,
  FindWorkers,
  FinishFileImport,
  GetFileImport,
  GetHeldAboutMe,
  GetOwnRecord,
  GetWorker,
  IssueAccessCode,
  MirroredWorkers,
  PreferencesOf,
  RevealPhone,
  RosterLines,
  SetWorkerPassword,
  StartFileImport,
  WorkerDigests,
  WorkerNames,
  type WorkerPage,
} from '@guantong/contracts';
import { PASSWORD } from '../city/access-city.js';
import { csvFile } from './files.js';
import type { Rule } from './rule.js';

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
  {
    ...{ rpc: PreferencesOf, operations: ['WorkerContact_preferences'], may: { staff: 'worker.names.read' } },
    ...{ of: 'worker', request: ({ workerId }) => ({ workerId }) },
  },
  { rpc: GetHeldAboutMe, operations: ['WorkerData_held'], may: 'ANY_WORKER', request: () => ({}), shows: ['unitName'] },
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
    ...{ rpc: RosterLines, operations: ['RosterImports_lines'] },
    ...{ may: { owner: 'STAFF', needs: 'roster.manage' }, of: 'rosterImport' },
    request: ({ importId }) => ({ importId }),
  },
  {
    ...{ rpc: AbsentWorkers, operations: ['RosterImports_absent'] },
    ...{ may: { owner: 'STAFF', needs: 'roster.manage' }, of: 'rosterImport' },
    request: ({ importId }) => ({ importId }),
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

export const ROSTER_RULES: readonly Rule[] = [...WORKERS, ...IMPORTS];
