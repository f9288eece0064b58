import type { OrmOptions } from '@guantong/persistence';
import { accountSchema } from './account/persistence/account.schema.js';
import { unitSchema } from './unit/persistence/unit.schema.js';

export const entities: OrmOptions['entities'] = [accountSchema, unitSchema];

/** Written with plain SQL only. */
export const plainTables: string[] = [
  'access_code',
  'api_token',
  'appointment',
  'audit_entry',
  'duty_shift',
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
  'worker',
];
