import { type Actor, fail, requireScope, type Scope, scopeOf } from '@guantong/contracts';

/** How far a member of staff reaches into the cases. */
export interface StaffReach {
  /** Units whose cases may be read. */
  readonly read: Scope;
  /** Units whose cases may be handled. */
  readonly handle: Scope;
  /** Every unit the person is appointed at, in any role: a complaint about one of these is kept from them. */
  readonly appointedAt: readonly string[];
  readonly accountId: string;
}

/** @throws FORBIDDEN for whoever may read no cases at all */
export function reachOf(actor: Actor): StaffReach {
  const read = requireScope(actor, 'case.read');
  if (actor.kind !== 'STAFF' || !actor.accountId) throw fail('FORBIDDEN');
  return {
    read,
    handle: scopeOf(actor, 'case.handle'),
    appointedAt: [...new Set(actor.appointments.map((a) => a.unitId))],
    accountId: actor.accountId,
  };
}
