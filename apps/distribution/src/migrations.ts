import { unitMirrorMigrations } from '@guantong/hierarchy';
import { messagingMigrations } from '@guantong/messaging';
import { WorkerMirror0101 } from './migrations/0101-worker-mirror.js';
import { PostRoad0102 } from './migrations/0102-post-road.js';
import { Receipts0103 } from './migrations/0103-receipts.js';
import { TimerLease0104 } from './migrations/0104-timer-lease.js';
import { WriteReceipts0105 } from './migrations/0105-write-receipts.js';
import { TreeChanges0106 } from './migrations/0106-tree-changes.js';
import { WorkerPlaces0107 } from './migrations/0107-worker-places.js';
import { WriteReceipts0108 } from './migrations/0108-write-receipts.js';
import { TakeOverWorkers0109 } from './migrations/0109-take-over-workers.js';

/** In the order in which they are applied. */
export const distributionMigrations = [
  ...messagingMigrations,
  ...unitMirrorMigrations,
  { name: '0101-worker-mirror', class: WorkerMirror0101 },
  { name: '0102-post-road', class: PostRoad0102 },
  { name: '0103-receipts', class: Receipts0103 },
  { name: '0104-timer-lease', class: TimerLease0104 },
  { name: '0105-write-receipts', class: WriteReceipts0105 },
  { name: '0106-tree-changes', class: TreeChanges0106 },
  { name: '0107-worker-places', class: WorkerPlaces0107 },
  { name: '0108-write-receipts', class: WriteReceipts0108 },
  { name: '0109-take-over-workers', class: TakeOverWorkers0109 },
];

/** All of this service's tables are written set-based, in plain SQL. */
export const distributionTables = [
  'worker_mirror',
  'unit_members',
  'post_mirror',
  'forwarding_policy',
  'relay',
  'delivery',
  'coverage_sum',
  'late_receipt',
  /^receipt_log/,
  'timer_lease',
  'handover',
  'unit_move',
  'secondary_place',
  'erased_worker',
];
