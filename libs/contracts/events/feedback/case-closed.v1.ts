import { defineEvent } from '../../event-definition.js';
import { CaseChange } from './case-change.js';

export class CaseClosedV1 extends CaseChange {}

/** When nobody confirmed in time: closed, which is not settled. */
export const CaseClosed = defineEvent({
  service: 'feedback',
  aggregate: 'case',
  action: 'closed',
  data: CaseClosedV1,
  consumers: [],
});
