import { unitMirrorMigrations } from '@guantong/hierarchy';
import { messagingMigrations } from '@guantong/messaging';
import type { MigrationObject } from '@guantong/persistence';
import { postMigrations } from './post/persistence/post-migrations.js';

/** In the order in which they are applied. */
export const contentMigrations: MigrationObject[] = [
  ...messagingMigrations,
  ...unitMirrorMigrations,
  ...postMigrations,
];
