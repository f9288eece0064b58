import { defineEvent } from '../../event-definition.js';
import { CaseChange } from './case-change.js';

export class CaseWithdrawnV1 extends CaseChange {}

/** When the one who submitted it takes it back. */
export const CaseWithdrawn = defineEvent({
  service: 'feedback',
  aggregate: 'case',
  action: 'withdrawn',
  data: CaseWithdrawnV1,
  consumers: [],
});
