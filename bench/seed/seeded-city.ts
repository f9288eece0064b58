import type { UnitTier } from '@guantong/contracts';

export interface SeededUnit {
  readonly id: string;
  readonly tier: UnitTier;
  readonly parentId: string | null;
  readonly path: readonly string[];
  readonly members: number;
}

/** A worker who is logged in. */
export interface SeededWorker {
  readonly id: string;
  readonly unitId: string;
  readonly slot: number;
  readonly token: string;
}

export interface SeededCity {
  readonly units: readonly SeededUnit[];
  readonly workers: number;
  readonly loggedIn: readonly SeededWorker[];
  /** Tokens of city staff, by what they are. */
  readonly staff: { readonly publisher: string; readonly reviewer: string; readonly administrator: string };
}

export const ofTier = (city: SeededCity, tier: UnitTier): SeededUnit[] =>
  city.units.filter((unit) => unit.tier === tier);

export function theCity(city: SeededCity): SeededUnit {
  const [unit] = ofTier(city, 'CITY');
  if (!unit) throw new Error('the city has no city unit');
  return unit;
}
