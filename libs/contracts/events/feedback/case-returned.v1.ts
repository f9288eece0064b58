import { defineEvent } from '../../event-definition.js';
import { CaseChange } from './case-change.js';

export class CaseReturnedV1 extends CaseChange {}

/** When a unit hands it back to one below. */
export const CaseReturned = defineEvent({
  service: 'feedback',
  aggregate: 'case',
  action: 'returned',
  data: CaseReturnedV1,
  consumers: [],
});
