import { fail } from './errors/index.js';
import { GIVEN_WITHOUT_HOLDING, type Permission, type Reach, type Role, ROLE_PERMISSIONS } from './roles.js';

/** Who is asking. Resolved from the session by the gateway, carried in a header to every service. */
export interface Actor {
  kind: 'STAFF' | 'WORKER' | 'ANONYMOUS' | 'SYSTEM';
  accountId: string | null;
  sessionId: string | null;
  /** The appointments in force, for staff: their own, and those of others whom they stand in for. */
  appointments: readonly ActingAppointment[];
  /** For workers: who they are, and their place (slot, from 0) in their primary union. */
  worker: ActingWorker | null;
  /** For a program with an API token: all that it may do and where. `appointments` is empty then. */
  program?: { tokenId: string; grants: Grants };
  /** The session can do nothing but enrol a second factor. `appointments` is empty then. */
  mustEnrol?: true;
}

/** Where each permission holds; one that is missing holds nowhere. */
export type Grants = Readonly<Partial<Record<Permission, Scope>>>;
export interface ActingAppointment {
  unitId: string;
  role: Role;
  /** The account whose appointment it is, when the actor is its deputy for the time being. */
  actingFor?: string;
}

export interface ActingWorker {
  id: string;
  unitId: string;
  slot: number;
  /** Places in other unions the worker belongs to as well. */
  secondary?: readonly { unitId: string; slot: number }[];
}

export const ANONYMOUS: Actor = { kind: 'ANONYMOUS', accountId: null, sessionId: null, appointments: [], worker: null };
/** Timers and event handlers. Never made from anything that comes from outside. */
export const SYSTEM: Actor = { kind: 'SYSTEM', accountId: null, sessionId: null, appointments: [], worker: null };

/**
 * Which units' data an actor may touch. Every repository method that reads or writes tenant data takes one and
 * puts it into its SQL: `(unit_id = any($units) or path && $subtrees)`, where `path` runs from the root to the unit.
 */
export interface Scope {
  readonly units: readonly string[];
  readonly subtrees: readonly string[];
}

const NOWHERE: Scope = { units: [], subtrees: [] };

export function scopeOf(actor: Actor, permission: Permission): Scope {
  if (actor.program) return actor.program.grants[permission] ?? NOWHERE;
  const units: string[] = [];
  const subtrees: string[] = [];
  for (const { unitId, role } of actor.appointments) {
    const reach = ROLE_PERMISSIONS[role][permission];
    if (reach === 'UNIT') units.push(unitId);
    if (reach === 'SUBTREE') subtrees.push(unitId);
  }
  return { units, subtrees };
}

/** @throws FORBIDDEN when the actor holds the permission nowhere at all; SECOND_FACTOR_REQUIRED before one is enrolled */
export function requireScope(actor: Actor, permission: Permission): Scope {
  if (actor.mustEnrol) throw fail('SECOND_FACTOR_REQUIRED');
  const scope = scopeOf(actor, permission);
  if (scope.units.length === 0 && scope.subtrees.length === 0) throw fail('FORBIDDEN');
  return scope;
}

/** Whether a unit, given by its path from the root to itself, is within the scope. */
export const covers = (scope: Scope, path: readonly string[]): boolean =>
  scope.units.includes(path.at(-1) ?? '') || scope.subtrees.some((root) => path.includes(root));

/** Powers borrowed from somebody do not count in matters of that somebody: a deputy cannot prolong what is lent. */
export const inMatterOf = (actor: Actor, accountId: string): Actor => ({
  ...actor,
  appointments: actor.appointments.filter((each) => each.actingFor !== accountId),
});

/** Whether the actor may give a role at a unit: appoints there, and holds whatever it carries as far as it reaches. */
export function mayGive(actor: Actor, role: Role, path: readonly string[]): boolean {
  const needed = Object.entries(ROLE_PERMISSIONS[role]) as [Permission, Reach][];
  const held = needed.filter(([permission]) => !GIVEN_WITHOUT_HOLDING.includes(permission));
  return (
    covers(scopeOf(actor, 'appointment.manage'), path) &&
    held.every(([permission, reach]) => {
      const scope = scopeOf(actor, permission);
      return covers(reach === 'SUBTREE' ? { units: [], subtrees: scope.subtrees } : scope, path);
    })
  );
}

/** @throws FORBIDDEN unless the actor is a logged-in worker */
export function requireWorker(actor: Actor): ActingWorker {
  if (actor.kind !== 'WORKER' || !actor.worker) throw fail('FORBIDDEN');
  return actor.worker;
}

/**
 * The account of a person who is logged in: for passwords, sessions, tokens and second factors, which no program may
 * touch.
 *
 * @throws UNAUTHENTICATED NOT_FOR_PROGRAMS
 */
export function requirePerson(actor: Actor): string {
  if (actor.program) throw fail('NOT_FOR_PROGRAMS');
  if (!actor.accountId) throw fail('UNAUTHENTICATED');
  return actor.accountId;
}
