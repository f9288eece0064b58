import { defineEvent } from '../../event-definition.js';
import { CaseChange } from './case-change.js';

export class CaseConfirmedV1 extends CaseChange {}

/** When the worker says it is settled. */
export const CaseConfirmed = defineEvent({
  service: 'feedback',
  aggregate: 'case',
  action: 'confirmed',
  data: CaseConfirmedV1,
  consumers: [],
});
