import { type Actor, fail } from '@guantong/contracts';

/** @throws FORBIDDEN unless a service itself asks; such an actor is never made from anything that comes from outside */
export function requireSystem(actor: Actor): void {
  if (actor.kind !== 'SYSTEM') throw fail('FORBIDDEN');
}
