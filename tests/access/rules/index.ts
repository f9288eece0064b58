import {
  DeadLetterList,
  DeadLetterReplay,
  DeadLetterShow,
  MESSAGING_SERVICES,
  MissingEvents,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { CONTENT_RULES } from './content.js';
import { DISTRIBUTION_RULES } from './distribution.js';
import { DUTY_RULES } from './duty.js';
import { FEEDBACK_RULES } from './feedback.js';
import { IMPORT_RULES } from './imports.js';
import { LOG_IN_RULES } from './log-in.js';
import { OWN_AFFAIRS_RULES } from './own-affairs.js';
import { ROSTER_RULES } from './roster.js';
import { ROSTER_TRANSFER_RULES } from './roster-transfers.js';
import type { Rule } from './rule.js';
import { STAFF_RULES } from './staff.js';
import { TREE_RULES } from './tree.js';
import { WORKER_AFFAIRS_RULES } from './worker-affairs.js';

/** For operators and services among themselves. */
const MESSAGING_RULES: readonly Rule[] = MESSAGING_SERVICES.flatMap((service): Rule[] => [
  { rpc: DeadLetterList[service], may: 'SYSTEM', request: () => ({ replayed: true, limit: 10 }) },
  {
    ...{ rpc: DeadLetterShow[service], may: 'SYSTEM', request: () => ({ id: newId() }) },
    neverSucceeds: 'there is no dead letter',
  },
  {
    ...{ rpc: DeadLetterReplay[service], may: 'SYSTEM', request: () => ({ id: newId() }) },
    neverSucceeds: 'there is no dead letter',
  },
  {
    ...{ rpc: MissingEvents[service], may: 'SYSTEM' },
    request: () => ({ type: 'evt.content.post.published.v1', ids: [newId()] }),
  },
]);

const GATEWAY_RULES: readonly Rule[] = [
  { operations: ['GatewayHealth_live', 'GatewayHealth_ready', 'Metrics_read'], may: 'EVERYBODY', reads: true },
];

/**
 * Who may ask what, and about whose things. One line for each operation of the API document and each question or
 * command of the services: a test fails when one has no line, and when a line is about something that is gone.
 *
 * To add an operation: one entry in the file of its service.
 *
 *     { rpc: CloseUnit, operations: ['Units_close'], may: { staff: 'unit.manage' }, of: 'newUnitBelow',
 *       request: ({ unitId }) => ({ unitId, reason: '理由' }) },
 *
 * - `may` is the rule itself, and what a reviewer reads. How far each role's permission reaches stands in
 *   libs/contracts/vocabulary/roles.ts; the outcome of every cell is computed from these two.
 * - `of` names what the operation is about (city/subjects.ts makes one at every place, anew for each command). A new
 *   kind of thing is one more entry there, with words of city/canaries.ts in all that is secret about it.
 * - `request` is the whole request as the service takes it, and one that would be accepted: a refusal must be about
 *   whose it is, not about the words. Path and query are taken out of it by the API document.
 * - lists and counts say what they must show exactly: `lists`, `counts`.
 * - `reads` says of an operation with no question behind it that it changes nothing: it is asked before what does.
 * - A filter by somebody else's unit that answers with nothing: `leavesOut`.
 */
export const RULES: readonly Rule[] = [
  ...TREE_RULES,
  ...ROSTER_RULES,
  ...IMPORT_RULES,
  ...ROSTER_TRANSFER_RULES,
  ...STAFF_RULES,
  ...DUTY_RULES,
  ...LOG_IN_RULES,
  ...CONTENT_RULES,
  ...DISTRIBUTION_RULES,
  ...FEEDBACK_RULES,
  ...WORKER_AFFAIRS_RULES,
  ...OWN_AFFAIRS_RULES,
  ...MESSAGING_RULES,
  ...GATEWAY_RULES,
];
