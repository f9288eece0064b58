import { type Actor, covers, fail, inMatterOf, mayGive, type Role, scopeOf } from '@guantong/contracts';

export interface Matter {
  /** Whose appointment it is about. */
  accountId: string;
  role: Role;
  /** Of the unit, from the root to itself. */
  path: readonly string[];
}

/**
 * Nobody decides about themselves, nor with powers borrowed from the one whom it is about; nobody gives or takes a role
 * that carries more than they hold at that unit. A unit above or beside is as if it did not exist.
 *
 * @throws NOT_FOUND OWN_APPOINTMENT ROLE_BEYOND_OWN
 */
export function requireAuthorityOver(actor: Actor, { accountId, role, path }: Matter): void {
  if (!covers(scopeOf(actor, 'appointment.manage'), path)) throw fail('NOT_FOUND');
  if (actor.accountId === accountId) throw fail('OWN_APPOINTMENT');
  const own = inMatterOf(actor, accountId);
  if (!covers(scopeOf(own, 'appointment.manage'), path)) throw fail('OWN_APPOINTMENT');
  if (!mayGive(own, role, path)) throw fail('ROLE_BEYOND_OWN');
}
