import { messagingMigrations } from '@guantong/messaging';
import type { MigrationObject } from '@guantong/persistence';
import { Account0004 } from './account/persistence/0004-account.js';
import { ApiToken0052 } from './api-token/persistence/0052-api-token.js';
import { Audit0006 } from './audit/0006-audit.js';
import { FileImport0005 } from './file-import/persistence/0005-file-import.js';
import { PhoneCode0051 } from './phone-code/persistence/0051-phone-code.js';
import { SecondFactor0050 } from './session/persistence/0050-second-factor.js';
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
  { name: '0050-second-factor', class: SecondFactor0050 },
  { name: '0051-phone-code', class: PhoneCode0051 },
  { name: '0052-api-token', class: ApiToken0052 },
];
