import { Id, OneOf, Text } from '../../fields.js';
import { FORWARDED_BY } from '../../vocabulary/posts.js';
import { UNIT_TIERS, type UnitTier } from '../../vocabulary/tiers.js';

/** A union as it is shown: by name and tier, never by the person who acted for it. */
export class ShownUnit {
  @Id() unitId: string;
  @Text() name: string;
  @OneOf(UNIT_TIERS) tier: UnitTier;
}

/** How a unit came to hand a post on; PUBLISHED for the unit in whose name it was published. */
export const HANDED_ON_BY = ['PUBLISHED', ...FORWARDED_BY] as const;
export type HandedOnBy = (typeof HANDED_ON_BY)[number];

/** PENDING: it lies there. FORWARDED: handed on; for a grassroots union, open to its members. */
export const HANDING_STATES = ['PENDING', 'FORWARDED'] as const;
export type HandingState = (typeof HANDING_STATES)[number];

export const POST_STATUSES_DOWN_THE_ROAD = ['PUBLISHED', 'RECALLED'] as const;
export type PostStatusDownTheRoad = (typeof POST_STATUSES_DOWN_THE_ROAD)[number];
