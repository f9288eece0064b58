import { defineEvent } from '../../event-definition.js';
import { CaseChange } from './case-change.js';

export class CaseSubmittedV1 extends CaseChange {}

/** When a case has come in. For an anonymous one not at that moment, but with the next coarse tick. */
export const CaseSubmitted = defineEvent({
  service: 'feedback',
  aggregate: 'case',
  action: 'submitted',
  data: CaseSubmittedV1,
  consumers: ['feedback'],
});
