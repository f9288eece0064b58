import { defineEvent } from '../../event-definition.js';
import { CaseChange } from './case-change.js';

export class CaseAssignedV1 extends CaseChange {}

/** When somebody is to work on it: by hand, or the safety officer on duty at once. */
export const CaseAssigned = defineEvent({
  service: 'feedback',
  aggregate: 'case',
  action: 'assigned',
  data: CaseAssignedV1,
  consumers: [],
});
