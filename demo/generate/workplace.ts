import type { EmploymentForm, UnitKind } from '@guantong/contracts';

/** What is done at a grassroots union's place of work; it decides who works there. */
export const WORKPLACES = [
  'building_site',
  'sanitation',
  'school',
  'hospital',
  'factory',
  'shop',
  'restaurant',
  'courier',
  'bus_depot',
  'property',
  'technology',
  'public_service',
  'small_firms',
] as const;
export type Workplace = (typeof WORKPLACES)[number];

export const WORKPLACE_KIND: Readonly<Record<Workplace, UnitKind>> = {
  building_site: 'site',
  sanitation: 'institution',
  school: 'institution',
  hospital: 'institution',
  factory: 'enterprise',
  shop: 'enterprise',
  restaurant: 'enterprise',
  courier: 'enterprise',
  bus_depot: 'enterprise',
  property: 'enterprise',
  technology: 'enterprise',
  public_service: 'institution',
  small_firms: 'joint_small_firms',
};

/** Members on average, before a city is scaled to the number asked for. */
export const WORKPLACE_SIZE: Readonly<Record<Workplace, number>> = {
  building_site: 260,
  sanitation: 150,
  school: 90,
  hospital: 380,
  factory: 160,
  shop: 70,
  restaurant: 45,
  courier: 60,
  bus_depot: 200,
  property: 90,
  technology: 140,
  public_service: 40,
  small_firms: 110,
};

/** People who do alike work on alike terms within one workplace. */
export interface Crew {
  /** Part of the workplace's people; the crews of one workplace add up to 1. */
  readonly share: number;
  readonly form: EmploymentForm;
  /** Part of them who are men. */
  readonly men: number;
  readonly ages: readonly number[];
  readonly schooling: { readonly under40: readonly number[]; readonly from40: readonly number[] };
  readonly trades: readonly string[];
}
