import { defineEvent } from '../../event-definition.js';
import { CaseChange } from './case-change.js';

export class CaseUrgedV1 extends CaseChange {}

/** When the worker asks to get on with it. */
export const CaseUrged = defineEvent({
  service: 'feedback',
  aggregate: 'case',
  action: 'urged',
  data: CaseUrgedV1,
  consumers: [],
});
