import { UNIT_TIERS, type UnitTier } from '@guantong/contracts';

/** Unit ids from the root of the tree to the unit itself. Each step goes down exactly one tier. */
export type UnitPath = readonly string[];

/** The unit directly above; undefined for the root. */
export const parentOf = (path: UnitPath): string | undefined => path.at(-2);

/** Whether `unitId` stands above the unit with this path. A unit is not its own ancestor. */
export const isAncestor = (unitId: string, path: UnitPath): boolean => path.slice(0, -1).includes(unitId);

/** The unit on this path at a tier, itself included; undefined when the path ends above that tier. */
export const unitAtTier = (path: UnitPath, tier: UnitTier): string | undefined => path[UNIT_TIERS.indexOf(tier)];

/** The path down to a tier, itself included; the whole path when it ends above. */
export const pathToTier = (path: UnitPath, tier: UnitTier): string[] => path.slice(0, UNIT_TIERS.indexOf(tier) + 1);
