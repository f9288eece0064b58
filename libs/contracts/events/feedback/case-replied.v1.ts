import { defineEvent } from '../../event-definition.js';
import { CaseChange } from './case-change.js';

export class CaseRepliedV1 extends CaseChange {}

/** When a unit answers, and the answer has gone down the chain. */
export const CaseReplied = defineEvent({
  service: 'feedback',
  aggregate: 'case',
  action: 'replied',
  data: CaseRepliedV1,
  consumers: [],
});
