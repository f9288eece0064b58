import { Id, IdList, Int, OneOf, Text } from '../../fields.js';
import { defineState } from '../../event-definition.js';
import {
  ALL_UNIT_KINDS,
  UNIT_STATUSES,
  UNIT_TIERS,
  type UnitKind,
  type UnitStatus,
  type UnitTier,
} from '../../vocabulary/tiers.js';

/** One unit as it now stands. Sent whenever anything of it changes, its path included. */
export class UnitStateV1 {
  @Id() unitId: string;
  @OneOf(UNIT_TIERS) tier: UnitTier;
  @OneOf(ALL_UNIT_KINDS) kind: UnitKind;
  @Text() name: string;
  @Text() shortName: string;
  @Id({ nullable: true }) parentId: string | null;
  /** From the root to the unit itself. */
  @IdList({ min: 1, max: 8 }) path: string[];
  @OneOf(UNIT_STATUSES) status: UnitStatus;
  /** Grows with every change of this unit. */
  @Int({ min: 1 }) revision: number;
}

export const UnitState = defineState({
  service: 'membership',
  aggregate: 'unit',
  data: UnitStateV1,
  consumers: ['distribution', 'feedback', 'content'],
});
