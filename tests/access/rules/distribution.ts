import {
  type CoverageView,
  type ProgressView,
  ConfirmPost,
  ForwardRelay,
  GetForwardingPolicy,
  Inbox,
  ListRelays,
  OpenPost,
  PostCoverage,
  PostHolders,
  PostProgress,
  ReadRelay,
  RecordReceipts,
  SetForwardingPolicy,
  UnreachedWorkers,
} from '@guantong/contracts';
import type { Ids } from '../city/subject.js';
import type { Rule, Who } from './rule.js';

const FOLLOWERS: Who = { staff: 'relay.read' };
const FORWARDERS: Who = { staff: 'relay.forward' };
const MEMBERS: Who = { workersBelow: true };

const unit = ({ unitId }: Ids) => ({ unitId });
const post = ({ postId }: Ids) => ({ postId });
const postAtUnit = ({ postId, unitId }: Ids) => ({ postId, unitId });

export const DISTRIBUTION_RULES: readonly Rule[] = [
  { rpc: ListRelays, operations: ['Relays_list'], may: FOLLOWERS, of: 'unit', request: unit },
  { rpc: ReadRelay, operations: ['Relays_read'], may: FOLLOWERS, of: 'carried', request: postAtUnit },
  { rpc: ForwardRelay, operations: ['Relays_forward'], may: FORWARDERS, of: 'heldPost', request: postAtUnit },
  { rpc: GetForwardingPolicy, operations: ['Relays_policy'], may: FOLLOWERS, of: 'unit', request: unit },
  {
    ...{ rpc: SetForwardingPolicy, operations: ['Relays_setPolicy'], may: FORWARDERS, of: 'unit' },
    request: ({ unitId }) => ({ unitId, mode: 'MANUAL' }),
  },
  {
    ...{ rpc: PostProgress, operations: ['PostProgress_progress', 'PostLive_progress'] },
    ...{ may: FOLLOWERS, of: 'carried', request: postAtUnit },
    lines: ({ unit: at, items }: ProgressView) => [at, ...items].map((line) => line.unitId),
  },
  { rpc: PostHolders, operations: ['PostProgress_holders'], may: FOLLOWERS, of: 'carried', request: postAtUnit },
  {
    ...{ rpc: PostCoverage, operations: ['PostProgress_coverage', 'PostLive_coverage'] },
    ...{ may: FOLLOWERS, of: 'carried', request: postAtUnit },
    counts: { kind: 'everyWorker', counted: ({ workers }: CoverageView) => workers.audience },
    lines: ({ unit: at, children }: CoverageView) => [at, ...children].map((line) => line.unitId),
  },
  {
    ...{ rpc: UnreachedWorkers, operations: ['PostProgress_unreached'] },
    ...{ may: { staff: 'worker.names.read' }, of: 'carriedToUnion', request: postAtUnit },
  },
  { rpc: Inbox, operations: ['Inbox_inbox'], may: 'ANY_WORKER', request: () => ({}) },
  { rpc: OpenPost, operations: ['Inbox_open'], may: MEMBERS, of: 'unionPost', request: post },
  { rpc: ConfirmPost, operations: ['Inbox_confirm'], may: MEMBERS, of: 'unionPost', request: post },
  {
    ...{ rpc: RecordReceipts, operations: ['Inbox_record'], may: MEMBERS, of: 'unionPost', leavesOut: true },
    request: ({ postId }) => ({ receipts: [{ postId, grade: 'READ' }] }),
  },
];
