import { messagingMigrations } from '@guantong/messaging';
import type { MigrationObject } from '@guantong/persistence';
import { Account0004 } from './account/persistence/0004-account.js';
import { AppointmentTerms0040 } from './appointment/persistence/0040-appointment-terms.js';
import { Audit0006 } from './audit/0006-audit.js';
import { AuditChain0041 } from './audit/persistence/0041-audit-chain.js';
import { DutyRules0042 } from './duty/persistence/0042-duty-rules.js';
import { FileImport0005 } from './file-import/persistence/0005-file-import.js';
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
  { name: '0040-appointment-terms', class: AppointmentTerms0040 },
  { name: '0041-audit-chain', class: AuditChain0041 },
  { name: '0042-duty-rules', class: DutyRules0042 },
];
