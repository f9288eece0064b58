import { type Actor, fail, type Permission, type Scope, scopeOf } from '@guantong/contracts';

const READING: readonly Permission[] = ['post.write', 'post.review'];

/**
 * Whose posts an actor may read: those of units where they write or review. What is already on its way is read in
 * distribution, where each unit sees what has come to it.
 * @throws FORBIDDEN when they do none of it anywhere
 */
export function readScope(actor: Actor): Scope {
  const scopes = READING.map((permission) => scopeOf(actor, permission));
  const scope = { units: scopes.flatMap((s) => s.units), subtrees: scopes.flatMap((s) => s.subtrees) };
  if (scope.units.length === 0 && scope.subtrees.length === 0) throw fail('FORBIDDEN');
  return scope;
}
