import { Id, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import { FORWARDED_BY } from '../../vocabulary/posts.js';
import { SUCCESSIONS, type Succession, UNIT_TIERS, type UnitTier } from '../../vocabulary/tiers.js';

/** A union as it is shown: by name and tier, never by the person who acted for it. */
export class ShownUnit {
  @Id() unitId: string;
  @Text() name: string;
  @OneOf(UNIT_TIERS) tier: UnitTier;
}

/** How a unit came to hand a post on; PUBLISHED for the unit in whose name it was published. */
export const HANDED_ON_BY = ['PUBLISHED', ...FORWARDED_BY] as const;
export type HandedOnBy = (typeof HANDED_ON_BY)[number];

/**
 * PENDING: it lies there. FORWARDED: handed on; for a grassroots union, open to its members. TAKEN_OVER: it lay there
 * when the union was merged or dissolved, and another has it now.
 */
export const HANDING_STATES = ['PENDING', 'FORWARDED', 'TAKEN_OVER'] as const;
export type HandingState = (typeof HANDING_STATES)[number];

export const POST_STATUSES_DOWN_THE_ROAD = ['PUBLISHED', 'RECALLED'] as const;
export type PostStatusDownTheRoad = (typeof POST_STATUSES_DOWN_THE_ROAD)[number];

/** That a post passed from one union to another because the tree changed. */
export class Handover {
  @Timestamp() at: string;
  @OneOf(SUCCESSIONS) because: Succession;
  @Nested(() => ShownUnit) from: ShownUnit;
  @Nested(() => ShownUnit) to: ShownUnit;
  @Text({ max: 400, example: '因工会合并，由东方纺织工会接办' }) text: string;
}
