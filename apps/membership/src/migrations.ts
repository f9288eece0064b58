import { messagingMigrations } from '@guantong/messaging';
import type { MigrationObject } from '@guantong/persistence';
import { Account0004 } from './account/persistence/0004-account.js';
import { Audit0006 } from './audit/0006-audit.js';
import { FileImport0005 } from './file-import/persistence/0005-file-import.js';
import { UnitChange0013 } from './unit/persistence/0013-unit-change.js';
import { UnitDetails0010 } from './unit/persistence/0010-unit-details.js';
import { UnitTally0012 } from './unit/persistence/0012-unit-tally.js';
import { UnitVersion0011 } from './unit/persistence/0011-unit-version.js';
import { Unit0002 } from './unit/persistence/0002-unit.js';
import { Worker0003 } from './worker/persistence/0003-worker.js';

/** In the order in which they are applied. */
export const migrations: MigrationObject[] = [
  ...messagingMigrations,
  { name: '0002-unit', class: Unit0002 },
  { name: '0003-worker', class: Worker0003 },
  { name: '0004-account', class: Account0004 },
  { name: '0005-file-import', class: FileImport0005 },
  { name: '0006-audit', class: Audit0006 },
  { name: '0010-unit-details', class: UnitDetails0010 },
  { name: '0011-unit-version', class: UnitVersion0011 },
  { name: '0012-unit-tally', class: UnitTally0012 },
  { name: '0013-unit-change', class: UnitChange0013 },
];
