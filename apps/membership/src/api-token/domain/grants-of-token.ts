import { type Grants, type Permission, type Reach, type Role, ROLE_PERMISSIONS, type Scope } from '@guantong/contracts';

/** Where somebody is appointed; `path` runs from the root to that unit. */
export interface Place {
  unitId: string;
  role: Role;
  path: readonly string[];
}

export interface TokenLimits {
  unitId: string;
  /** Of its unit. */
  path: readonly string[];
  reach: Reach;
  permissions: readonly Permission[];
}

/** What a token may do: its own limits, and no more than its maker's appointments at this moment. */
export const grantsOfToken = (token: TokenLimits, places: readonly Place[]): Grants =>
  Object.fromEntries(
    token.permissions
      .map((permission): [Permission, Scope] => [permission, scopeWithin(token, places, permission)])
      .filter(([, { units, subtrees }]) => units.length + subtrees.length > 0),
  );

function scopeWithin(token: TokenLimits, places: readonly Place[], permission: Permission): Scope {
  const units = new Set<string>();
  const subtrees = new Set<string>();
  for (const { unitId, role, path } of places) {
    const reach = ROLE_PERMISSIONS[role][permission];
    if (!reach) continue;
    const isMakersUnit = unitId === token.unitId;
    const isBelowMaker = token.path.includes(unitId);
    const isBelowToken = token.reach === 'SUBTREE' && path.includes(token.unitId);
    if (reach === 'SUBTREE' && isBelowMaker) (token.reach === 'SUBTREE' ? subtrees : units).add(token.unitId);
    else if (reach === 'SUBTREE' && isBelowToken) subtrees.add(unitId);
    else if (reach === 'UNIT' && (isMakersUnit || isBelowToken)) units.add(unitId);
  }
  return { units: [...units], subtrees: [...subtrees] };
}
