import type { OrmOptions } from '@guantong/persistence';
import { accountSchema } from './account/persistence/account.schema.js';
import { unitSchema } from './unit/persistence/unit.schema.js';

export const entities: OrmOptions['entities'] = [accountSchema, unitSchema];

/** Written with plain SQL only. */
export const plainTables: string[] = [
  'access_code',
  'appointment',
  'audit_entry',
  'duty_shift',
  'file_import',
  'file_import_chunk',
  'file_import_error',
  'login_slowdown',
  'roster_import_seen',
  'session',
  'unit_change',
  'unit_tally',
  'unit_tally_change',
  'unit_version',
  'worker',
];
