import { defineEvent } from '../../event-definition.js';
import { CaseChange } from './case-change.js';

export class CaseAcknowledgedV1 extends CaseChange {}

/** When the unit that has it takes it up. */
export const CaseAcknowledged = defineEvent({
  service: 'feedback',
  aggregate: 'case',
  action: 'acknowledged',
  data: CaseAcknowledgedV1,
  consumers: [],
});
