import type { OrmOptions } from '@guantong/persistence';
import { accountSchema } from './account/persistence/account.schema.js';
import { unitSchema } from './unit/persistence/unit.schema.js';

export const entities: OrmOptions['entities'] = [accountSchema, unitSchema];

/** Written with plain SQL only. */
export const plainTables: string[] = [
  'access_code',
  'appointment',
  'audit_entry',
  'audit_seal',
  'audit_unsealed',
  'calendar_day',
  'deputy_cover',
  'duty_gap',
  'duty_shift',
  'duty_substitute',
  'file_import',
  'file_import_chunk',
  'file_import_error',
  'login_slowdown',
  'roster_import_seen',
  'session',
  'worker',
];
