import { defineEvent } from '../../event-definition.js';
import { Id, IdList } from '../../fields.js';

/** At most so many units in one message. The sender also bounds how many children they have together. */
export const MAX_UNITS_PER_RELAY_FORWARDED = 500;

export class RelayForwardedV1 {
  @Id() postId: string;
  @IdList({
    min: 1,
    max: MAX_UNITS_PER_RELAY_FORWARDED,
    about: 'The units, all of one tier, that have handed the post on',
  })
  unitIds: string[];
}

/**
 * When units above the grassroots tier have handed a post on, in whichever way: "carry post P on from these parents".
 * One message stands for as many units as their children make a bounded piece of work. Sent as `….<tier of the units>`.
 */
export const RelayForwarded = defineEvent({
  service: 'distribution',
  aggregate: 'relay',
  action: 'forwarded',
  data: RelayForwardedV1,
  consumers: ['distribution'],
  tiered: true,
});
