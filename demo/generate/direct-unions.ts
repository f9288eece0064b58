import { DISTRICTS } from './districts.js';
import type { UnitKind } from '@guantong/contracts';
import type { Random } from './random.js';
import { shareOut } from './share-out.js';
import type { Workplace } from './workplace.js';

export interface DirectUnion {
  /** Index into DISTRICTS. */
  readonly district: number;
  /** From 1 within the district. */
  readonly number: number;
  readonly kind: UnitKind;
  /** Rough share of the city's grassroots unions. */
  readonly weight: number;
}

/** At 45,000 unions; a smaller city keeps fewer, by the square root, so that both tiers shrink. */
const FULL = { unions: 45_000, direct: 350 } as const;

/** Where a district's direct unions are not streets, by their number; the rest are streets and townships. */
const KIND_AT: Readonly<Record<number, UnitKind>> = {
  3: 'school_system',
  5: 'hospital_system',
  7: 'large_enterprise',
  9: 'park',
  15: 'large_enterprise',
  21: 'park',
};

/** What there is below a direct union of a district, with weights. */
const BELOW: Partial<Record<UnitKind, readonly (readonly [Workplace, number])[]>> = {
  street_township: [
    ['small_firms', 23],
    ['shop', 14],
    ['restaurant', 12],
    ['public_service', 11],
    ['factory', 10],
    ['property', 9],
    ['building_site', 8],
    ['technology', 5],
    ['courier', 4],
    ['sanitation', 4],
  ],
  park: [
    ['technology', 50],
    ['factory', 25],
    ['small_firms', 12],
    ['property', 7],
    ['restaurant', 6],
  ],
  large_enterprise: [
    ['factory', 60],
    ['shop', 25],
    ['property', 15],
  ],
  school_system: [['school', 1]],
  hospital_system: [['hospital', 1]],
};

/** Workplaces and weights below a direct union. */
export function workplacesBelow(direct: DirectUnion): readonly (readonly [Workplace, number])[] {
  const industry = DISTRICTS[direct.district]?.industry;
  if (industry) return [[industry.workplace, 1]];
  return BELOW[direct.kind] ?? [];
}

export function directCount(unions: number): number {
  const scaled = Math.round(FULL.direct * Math.sqrt(unions / FULL.unions));
  return Math.min(unions, Math.max(DISTRICTS.length, scaled));
}

/** Every district has at least one direct union, unless there are fewer of them than districts. */
export function planDirectUnions(count: number, random: Random): DirectUnion[] {
  const served = DISTRICTS.slice(0, count);
  const perDistrict = shareOut(
    count,
    served.map(({ weight }) => weight),
    1,
  );
  return served.flatMap((district, index) =>
    Array.from({ length: perDistrict[index] ?? 0 }, (_, i) => ({
      district: index,
      number: i + 1,
      kind: district.industry?.kind ?? KIND_AT[i + 1] ?? 'street_township',
      weight: (district.weight / (perDistrict[index] ?? 1)) * Math.exp(0.5 * random.normal()),
    })),
  );
}
