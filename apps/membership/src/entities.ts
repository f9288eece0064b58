import type { OrmOptions } from '@guantong/persistence';
import { accountSchema } from './account/persistence/account.schema.js';
import { unitSchema } from './unit/persistence/unit.schema.js';

export const entities: OrmOptions['entities'] = [accountSchema, unitSchema];

/** Written with plain SQL only. */
export const plainTables: string[] = [
  'access_code',
  'api_token',
  'annotated_file_chunk',
  'appointment',
  'audit_entry',
  'audit_seal',
  'audit_unsealed',
  'consent',
  'correction',
  'deputy_cover',
  'duty_shift',
  'erasure_request',
  'file_import',
  'file_import_chunk',
  'file_import_error',
  'login_challenge',
  'login_slowdown',
  'phone_code',
  'recovery_code',
  'roster_import_seen',
  'second_factor',
  'session',
  'sms_message',
  'staff_invitation',
  'join_code',
  'joining',
  'membership_period',
  'roster_import_line',
  'roster_import_planned',
  'roster_import_unit',
  'secondary_membership',
  'unit_change',
  'unit_tally',
  'unit_tally_change',
  'unit_version',
  'transfer',
  'transfer_word',
  'worker',
  'worker_preference',
];
