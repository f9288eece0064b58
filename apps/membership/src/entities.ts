import type { OrmOptions } from '@guantong/persistence';
import { accountSchema } from './account/persistence/account.schema.js';
import { unitSchema } from './unit/persistence/unit.schema.js';

export const entities: OrmOptions['entities'] = [accountSchema, unitSchema];

/** Written with plain SQL only. */
export const plainTables: string[] = [
  'access_code',
  'annotated_file_chunk',
  'appointment',
  'audit_entry',
  'audit_seal',
  'audit_unsealed',
  'calendar_day',
  'consent',
  'correction',
  'deputy_cover',
  'duty_gap',
  'duty_shift',
  'duty_substitute',
  'erasure_request',
  'file_import',
  'file_import_chunk',
  'file_import_error',
  'join_code',
  'joining',
  'login_slowdown',
  'membership_period',
  'roster_import_line',
  'roster_import_planned',
  'roster_import_seen',
  'roster_import_unit',
  'secondary_membership',
  'session',
  'unit_change',
  'unit_tally',
  'unit_tally_change',
  'unit_version',
  'transfer',
  'transfer_word',
  'worker',
  'worker_preference',
];
