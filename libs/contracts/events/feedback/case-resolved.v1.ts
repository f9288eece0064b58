import { defineEvent } from '../../event-definition.js';
import { CaseChange } from './case-change.js';

export class CaseResolvedV1 extends CaseChange {}

/** When the unit says it is settled; whether it is, the worker says. */
export const CaseResolved = defineEvent({
  service: 'feedback',
  aggregate: 'case',
  action: 'resolved',
  data: CaseResolvedV1,
  consumers: [],
});
