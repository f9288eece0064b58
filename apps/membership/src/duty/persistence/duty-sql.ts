import type { Role } from '@guantong/contracts';

/** Roles whose holders may be on duty: those that handle cases of the unit. */
export const ON_DUTY_ROLES: readonly Role[] = ['safety_officer', 'case_handler'];

/** A time as local minutes (see domain/local-time.ts). */
export const localMinuteSql = (time: string): string => `(extract(epoch from ${time})::float8 / 60 + 480)`;
