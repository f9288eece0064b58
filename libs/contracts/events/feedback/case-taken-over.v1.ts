import { defineEvent } from '../../event-definition.js';
import { Id } from '../../fields.js';
import { CaseChange } from './case-change.js';

export class CaseTakenOverV1 extends CaseChange {
  @Id() fromUnitId: string;
}

/** When the unit that had a case was merged or dissolved, and its successor has it now. */
export const CaseTakenOver = defineEvent({
  service: 'feedback',
  aggregate: 'case',
  action: 'taken-over',
  data: CaseTakenOverV1,
  consumers: ['feedback'],
});
