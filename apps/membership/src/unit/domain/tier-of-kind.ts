import { UNIT_KINDS, UNIT_TIERS, type UnitKind, type UnitTier } from '@guantong/contracts';

/** Each kind belongs to one tier. */
export function tierOfKind(kind: UnitKind): UnitTier {
  const tier = UNIT_TIERS.find((candidate) => (UNIT_KINDS[candidate] as readonly string[]).includes(kind));
  if (!tier) throw new Error(`${kind} belongs to no tier`);
  return tier;
}
