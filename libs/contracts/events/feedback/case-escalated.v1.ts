import { defineEvent } from '../../event-definition.js';
import { Id, OneOf } from '../../fields.js';
import { CaseChange } from './case-change.js';

export class CaseEscalatedV1 extends CaseChange {
  @Id() fromUnitId: string;
  @OneOf(['BREACH', 'RAISED']) reason: 'BREACH' | 'RAISED';
}

/** When a case goes to the unit above: its time ran out below, or it was passed up by hand. */
export const CaseEscalated = defineEvent({
  service: 'feedback',
  aggregate: 'case',
  action: 'escalated',
  data: CaseEscalatedV1,
  consumers: ['feedback'],
});
