import { defineEvent } from '../../event-definition.js';
import { CaseChange } from './case-change.js';

export class CaseMessagedV1 extends CaseChange {}

/** When the worker adds something. */
export const CaseMessaged = defineEvent({
  service: 'feedback',
  aggregate: 'case',
  action: 'messaged',
  data: CaseMessagedV1,
  consumers: [],
});
