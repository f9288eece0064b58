import { type Permission, PERMISSIONS, ROLE_PERMISSIONS, type Role } from '@guantong/contracts';
import type { Canary, Secret } from '../city/canaries.js';
import type { Person } from '../city/people.js';
import { isAtOrBelow, type Place } from '../city/places.js';

/**
 * How far from where one stands something may be known. `within`: in the units that the permission reaches. `line`: in
 * these, and at every unit above the place where one holds it (what comes down the road shows who sent it).
 */
type How = 'within' | 'line';

interface Entitlement {
  /** Staff who hold any of these, so far from where they hold it. `any`: every role. */
  staff?: { any: readonly Permission[] | 'any'; how: How };
  /** Workers: `self` their own record, `line` what is of their union or above it. */
  worker?: 'self' | 'line';
}

/** Who may know what. Rules that show more than this say so (`shows`). */
export const ENTITLED: Record<Secret, Entitlement> = {
  unitName: { staff: { any: 'any', how: 'line' }, worker: 'line' },
  unitAddress: { staff: { any: ['unit.read'], how: 'within' } },
  /** Staff see the number masked, except by the operation that reveals it. */
  contactName: { staff: { any: ['worker.names.read'], how: 'within' } },
  contactPhone: {},
  /** Why the tree was changed. */
  changeReason: { staff: { any: ['unit.read'], how: 'within' } },
  workerName: { staff: { any: ['worker.names.read'], how: 'within' }, worker: 'self' },
  workerTrade: { staff: { any: ['worker.names.read'], how: 'within' }, worker: 'self' },
  workerCard: { staff: { any: ['worker.names.read'], how: 'within' }, worker: 'self' },
  /** The whole number; staff see it masked, except by the operation that reveals it. */
  workerPhone: { worker: 'self' },
  /** Of somebody who wants to join. */
  applicantName: { staff: { any: ['roster.manage'], how: 'within' } },
  staffName: { staff: { any: ['appointment.manage'], how: 'within' } },
  staffLogin: { staff: { any: ['appointment.manage'], how: 'within' } },
  dutyName: { staff: { any: ['unit.read', 'appointment.manage'], how: 'within' } },
  draftText: { staff: { any: ['post.write', 'post.review'], how: 'within' } },
  postTitle: { staff: { any: ['post.write', 'post.review', 'relay.read'], how: 'line' }, worker: 'line' },
  relayNote: { staff: { any: ['relay.read'], how: 'line' }, worker: 'line' },
  caseText: { staff: { any: ['case.read'], how: 'within' } },
  ownCaseText: { staff: { any: ['case.read'], how: 'within' }, worker: 'self' },
  /** Said among union staff: never shown to the worker. */
  caseNote: { staff: { any: ['case.read'], how: 'within' } },
  anonymousText: { staff: { any: ['case.read'], how: 'within' } },
  /** Who started an import sees it, and nobody else: see the rules of imports. */
  fileName: {},
  /** In a roster file; the same. */
  rosterCell: {},
  /** What a worker wrote to their union about what is wrong in the roster. */
  correctionNote: { staff: { any: ['roster.manage'], how: 'within' }, worker: 'self' },
};

/** How far a role's permission reaches, as it is declared. */
export function holds(role: Role, at: Place, permission: Permission, place: Place): boolean {
  const reach = ROLE_PERMISSIONS[role][permission];
  if (reach === 'UNIT') return place === at;
  return reach === 'SUBTREE' && isAtOrBelow(place, at);
}

/** Whether somebody may know this, whatever they ask. */
export function mayKnow(person: Person, { secret, place, nth }: Canary): boolean {
  const { staff, worker } = ENTITLED[secret];
  if (person.kind === 'NOBODY') return false;
  if (person.kind === 'WORKER') {
    if (worker === 'self') return person.at === place && person.nth === nth;
    return worker === 'line' && isAtOrBelow(person.at, place);
  }
  if (!staff) return false;
  const { role, at } = person;
  const permissions = (staff.any === 'any' ? PERMISSIONS : staff.any).filter((p) => ROLE_PERMISSIONS[role][p]);
  if (permissions.length === 0) return false;
  if (staff.how === 'line' && isAtOrBelow(at, place)) return true;
  return permissions.some((permission) => holds(role, at, permission, place));
}
