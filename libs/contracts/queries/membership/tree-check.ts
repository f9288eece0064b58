import { Flag, Id, Int, ListOf, OneOf, Text } from '../../fields.js';
import { defineCommand } from '../../rpc-definition.js';

/**
 * What can disagree. `path`, `tier`: with the units above. `kind`: with the tier; `unreachable`: no way to the city;
 * these two a person must put right. `version`: the newest line of the history with the unit. `tally`: the counts of what
 * is below. `workers`: the unit's own count, or its next slot, with its workers.
 */
export const TREE_FAULTS = ['path', 'tier', 'kind', 'unreachable', 'version', 'tally', 'workers'] as const;
export type TreeFaultKind = (typeof TREE_FAULTS)[number];

export class CheckTreeRequest {
  @Flag({ about: 'Put right what can be, in the same transaction' }) repair: boolean;
}
export class TreeFault {
  @Id() unitId: string;
  @Text() code: string;
  @Text() name: string;
  @OneOf(TREE_FAULTS) what: TreeFaultKind;
  @Text({ min: 0, max: 500 }) is: string;
  @Text({ min: 0, max: 500 }) ought: string;
}
export class TreeCheckResult {
  @Int() units: number;
  @Int({ about: 'All faults, also those beyond the list' }) found: number;
  @ListOf(() => TreeFault, { about: 'The first 1,000' }) faults: TreeFault[];
  @Int({ about: 'How many of them have been put right' }) repaired: number;
}
/** SYSTEM only: `npm run ops -- tree check`. Reads every unit and every worker; allow it half a minute. */
export const CheckTree = defineCommand<TreeCheckResult>()('membership.tree.check', CheckTreeRequest);
