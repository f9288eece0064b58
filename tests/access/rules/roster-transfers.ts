import { AskTransferForRosterLine } from '@guantong/contracts';
import type { Rule } from './rule.js';

/** What somebody who sent a roster does about its lines. */
export const ROSTER_TRANSFER_RULES: readonly Rule[] = [
  {
    ...{ rpc: AskTransferForRosterLine, operations: ['RosterImports_askTransfer'] },
    ...{ may: { owner: 'STAFF', needs: 'roster.manage' }, of: 'rosterImport' },
    request: ({ importId }) => ({ importId, seq: 0 }),
    neverSucceeds: 'nothing has been sent of these files',
  },
];
