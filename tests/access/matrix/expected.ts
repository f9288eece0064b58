import { type Permission, ROLE_PERMISSIONS } from '@guantong/contracts';
import type { AccessRule } from '../../../apps/gateway/src/session/access.js';
import type { Asker } from '../city/people.js';
import { isAtOrBelow, type Place } from '../city/places.js';
import type { Subject } from '../city/subject.js';
import type { Rule, Who } from '../rules/rule.js';
import { holds } from './entitlement.js';

/**
 * ALLOWED: done, or refused for a reason that has nothing to do with who asks. REFUSED: like a missing thing. SEEN:
 * refused by somebody who may know of it. LEFT_OUT: a success, as with a missing thing.
 */
export type Outcome = 'ALLOWED' | 'REFUSED' | 'SEEN' | 'LEFT_OUT';

const listed = (permissions: Permission | readonly Permission[]): readonly Permission[] =>
  typeof permissions === 'string' ? [permissions] : permissions;

/** Whether the asker holds one of the permissions there; without a place, anywhere at all. */
function holdsOne({ person }: Asker, permissions: readonly Permission[], place?: Place): boolean {
  if (person.kind !== 'STAFF') return false;
  const { role, at } = person;
  return permissions.some((permission) => holds(role, at, permission, place ?? at));
}

export function expectedOutcome(rule: Rule, asker: Asker, subject: Subject | undefined): Outcome {
  const { may } = rule;
  if (isAllowed(may, asker, subject)) return 'ALLOWED';
  if (rule.leavesOut && isAllowed(may, asker, undefined)) return 'LEFT_OUT';
  if (typeof may === 'object' && 'seenWith' in may && subject) {
    const places = [subject.place, ...(subject.alsoKnownAt ?? [])];
    if (places.some((place) => holdsOne(asker, [may.seenWith], place))) return 'SEEN';
  }
  return 'REFUSED';
}

function isAllowed(may: Who, asker: Asker, subject: Subject | undefined): boolean {
  const { kind } = asker.person;
  if (may === 'EVERYBODY') return true;
  if (may === 'SYSTEM') return false;
  if (may === 'ANY_STAFF') return kind === 'STAFF';
  if (may === 'ANY_WORKER') return kind === 'WORKER';
  if (may === 'LOGGED_IN') return kind !== 'NOBODY';
  if ('staff' in may) {
    if (!subject) return holdsOne(asker, listed(may.staff));
    return [subject.place, ...(subject.alsoAt ?? [])].some((place) => holdsOne(asker, listed(may.staff), place));
  }
  if ('workersBelow' in may) {
    const { person } = asker;
    return person.kind === 'WORKER' && (!subject || isAtOrBelow(person.at, subject.place));
  }
  return subject?.owner === asker.name && (!may.needs || holdsOne(asker, [may.needs]));
}

/** The subjects that an asker's lists and counts are made of. */
export const within = (rule: Rule, asker: Asker, subjects: readonly Subject[]): Subject[] =>
  subjects.filter((subject) => isAllowed(rule.may, asker, subject));

/** What the route must declare, so that the gateway turns away who has no business there before any service is asked. */
export function declaredFor(may: Who, whileEnrolling?: true): AccessRule | undefined {
  if (may === 'SYSTEM') return undefined;
  if (may === 'EVERYBODY' || may === 'LOGGED_IN') return { face: 'open' };
  if (may === 'ANY_STAFF') return { face: 'desk', permission: 'any', ...(whileEnrolling && { whileEnrolling }) };
  if (may === 'ANY_WORKER' || 'workersBelow' in may) return { face: 'worker' };
  if ('owner' in may)
    return may.owner === 'WORKER' ? { face: 'worker' } : { face: 'desk', permission: may.needs ?? 'any' };
  const [first, ...others] = listed(may.staff);
  return { face: 'desk', permission: first && others.length === 0 ? first : 'any' };
}

/** Whether there is anybody in any role who holds a permission: a rule that nobody can meet is a mistake. */
export const isHeldByAnybody = (permission: Permission): boolean =>
  Object.values(ROLE_PERMISSIONS).some((permissions) => permissions[permission] !== undefined);
