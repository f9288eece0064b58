import { unitMirrorMigrations } from '@guantong/hierarchy';
import { messagingMigrations } from '@guantong/messaging';
import type { MigrationObject } from '@guantong/persistence';
import { Cases0001 } from './migrations/0001-cases.js';
import { TimeLimits0002 } from './migrations/0002-time-limits.js';
import { Replies0003 } from './migrations/0003-replies.js';
import { Attachments0004 } from './migrations/0004-attachments.js';
import { TreeAndRosterChanges0005 } from './migrations/0005-tree-and-roster-changes.js';

/** In the order in which they are applied. */
export const feedbackMigrations: MigrationObject[] = [
  ...messagingMigrations,
  ...unitMirrorMigrations,
  { name: 'feedback-0001-cases', class: Cases0001 },
  { name: 'feedback-0002-time-limits', class: TimeLimits0002 },
  { name: 'feedback-0003-replies', class: Replies0003 },
  { name: 'feedback-0004-attachments', class: Attachments0004 },
  { name: 'feedback-0005-tree-and-roster-changes', class: TreeAndRosterChanges0005 },
];
