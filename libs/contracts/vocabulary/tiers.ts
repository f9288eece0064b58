/** The five tiers, from the city down. A worker is a tier of the road, but not a unit of the tree. */
export const TIERS = ['CITY', 'DISTRICT', 'DIRECT', 'GRASSROOTS', 'WORKER'] as const;
export type Tier = (typeof TIERS)[number];

/** The tiers that are units of the tree. */
export const UNIT_TIERS = ['CITY', 'DISTRICT', 'DIRECT', 'GRASSROOTS'] as const;
export type UnitTier = (typeof UNIT_TIERS)[number];

export const TIER_NAMES: Record<Tier, { zh: string; en: string }> = {
  CITY: { zh: '市总工会', en: 'City federation' },
  DISTRICT: { zh: '区总工会', en: 'District union' },
  DIRECT: { zh: '直属基层工会', en: 'Directly affiliated union' },
  GRASSROOTS: { zh: '基层工会', en: 'Grassroots union' },
  WORKER: { zh: '职工', en: 'Worker' },
};

export const tierBelow = (tier: Tier): Tier | undefined => TIERS[TIERS.indexOf(tier) + 1];
export const tierAbove = (tier: Tier): Tier | undefined => TIERS[TIERS.indexOf(tier) - 1];

/** What a unit is, per tier. */
export const UNIT_KINDS = {
  CITY: ['city_federation'],
  DISTRICT: ['district_union', 'industry_union'],
  DIRECT: ['street_township', 'large_enterprise', 'school_system', 'hospital_system', 'park'],
  GRASSROOTS: ['enterprise', 'institution', 'joint_small_firms', 'site'],
} as const satisfies Record<UnitTier, readonly string[]>;
export type UnitKind = (typeof UNIT_KINDS)[UnitTier][number];
export const ALL_UNIT_KINDS: readonly UnitKind[] = Object.values(UNIT_KINDS).flat();

export const UNIT_STATUSES = ['ACTIVE', 'DISSOLVED'] as const;
export type UnitStatus = (typeof UNIT_STATUSES)[number];

/** How a unit's open work passes to others. */
export const SUCCESSIONS = ['MERGED', 'SPLIT', 'DISSOLVED'] as const;
export type Succession = (typeof SUCCESSIONS)[number];
export const SUCCESSION_NAMES: Record<Succession, { zh: string; en: string }> = {
  MERGED: { zh: '工会合并', en: 'merger' },
  SPLIT: { zh: '工会分设', en: 'split' },
  DISSOLVED: { zh: '工会撤销', en: 'dissolution' },
};
/** How a history says that a unit's open work has passed to another: 因工会合并，由X工会接办. */
export const takenOverText = (succession: Succession, byUnit: string): string =>
  `因${SUCCESSION_NAMES[succession].zh}，由${byUnit}接办`;
