import {
  FindWorkers,
  GetOwnRecord,
  GetWorker,
  IssueAccessCode,
  MirroredWorkers,
  RevealPhone,
  SetWorkerPassword,
  WorkerDigests,
  WorkerNames,
  type WorkerPage,
} from '@guantong/contracts';
import { PASSWORD } from '../city/access-city.js';
import type { Rule } from './rule.js';

export const ROSTER_RULES: readonly Rule[] = [
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
