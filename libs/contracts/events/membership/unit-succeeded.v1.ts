import { Id, IdList, OneOf, Timestamp } from '../../fields.js';
import { defineEvent } from '../../event-definition.js';
import { SUCCESSIONS, type Succession } from '../../vocabulary/tiers.js';

export class UnitSucceededV1 {
  /** The change of the tree that did it. */
  @Id() changeId: string;
  @OneOf(SUCCESSIONS) succession: Succession;
  /** Gone after MERGED and DISSOLVED; still there after SPLIT. */
  @Id() fromUnitId: string;
  /**
   * MERGED: the one unit that takes over. DISSOLVED: the unit named as successor, else the one above. SPLIT: the units
   * that were opened out of it.
   */
  @IdList({ min: 1, max: 50 }) toUnitIds: string[];
  @Timestamp() effectiveAt: string;
}

/**
 * One unit's open work passes to others. The units' own state and the workers who moved are told in messages of their
 * own, which may come before or after this one.
 */
export const UnitSucceeded = defineEvent({
  service: 'membership',
  aggregate: 'unit',
  action: 'succeeded',
  data: UnitSucceededV1,
  consumers: ['distribution', 'feedback', 'content'],
});
