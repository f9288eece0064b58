import { defineEvent } from '../../event-definition.js';
import { CaseChange } from './case-change.js';

export class CaseReopenedV1 extends CaseChange {}

/** When the worker says it is not settled. */
export const CaseReopened = defineEvent({
  service: 'feedback',
  aggregate: 'case',
  action: 'reopened',
  data: CaseReopenedV1,
  consumers: [],
});
