import { defineEvent } from '../../event-definition.js';
import { CaseChange } from './case-change.js';

export class CaseBreachedV1 extends CaseChange {}

/** When a time limit passes at the city, above which there is nobody. */
export const CaseBreached = defineEvent({
  service: 'feedback',
  aggregate: 'case',
  action: 'breached',
  data: CaseBreachedV1,
  consumers: [],
});
