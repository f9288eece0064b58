import { MAX_UNITS_PER_RELAY_FORWARDED, type UnitTier } from '@guantong/contracts';

/** A unit that has handed a post on, and how many children it has. */
export interface ForwardedParent {
  unitId: string;
  tier: UnitTier;
  children: number;
}

export interface ParentChunk {
  tier: UnitTier;
  unitIds: string[];
}

/**
 * Groups parents of one tier so that the children of a group are about `limit` rows at most: one message, and one
 * statement, per group. A parent is never split: one with more children than that is a group by itself.
 */
export function chunkParents(parents: readonly ForwardedParent[], limit: number): ParentChunk[] {
  const chunks: ParentChunk[] = [];
  let current: ParentChunk | undefined;
  let children = 0;
  for (const parent of parents) {
    const full = children + parent.children > limit || current?.unitIds.length === MAX_UNITS_PER_RELAY_FORWARDED;
    if (!current || current.tier !== parent.tier || full) {
      current = { tier: parent.tier, unitIds: [] };
      chunks.push(current);
      children = 0;
    }
    current.unitIds.push(parent.unitId);
    children += parent.children;
  }
  return chunks;
}
