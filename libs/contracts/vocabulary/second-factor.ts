import { PERMISSIONS, type Permission, type Role, ROLE_PERMISSIONS } from './roles.js';

/**
 * Whoever may do one of these logs in with a second factor: it shows names, or what people have told, or it lets one
 * publish below, or it decides who may do so.
 */
export const SECOND_FACTOR_PERMISSIONS = [
  'unit.manage',
  'roster.manage',
  'worker.names.read',
  'worker.access.issue',
  'worker.act_for',
  'appointment.manage',
  'post.write',
  'post.review',
  'relay.forward',
  'case.read',
  'case.handle',
  'audit.read',
  'api_token.manage',
] as const satisfies readonly Permission[];

export const needsSecondFactor = (role: Role): boolean =>
  SECOND_FACTOR_PERMISSIONS.some((permission) => permission in ROLE_PERMISSIONS[role]);

/** What a program's token can never hold: it would let the program make itself, or others, more than it is, or be somebody else. */
const NOT_FOR_PROGRAMS: readonly Permission[] = [
  'appointment.manage',
  'worker.access.issue',
  'worker.act_for',
  'api_token.manage',
];

export const TOKEN_PERMISSIONS: readonly Permission[] = PERMISSIONS.filter((each) => !NOT_FOR_PROGRAMS.includes(each));
