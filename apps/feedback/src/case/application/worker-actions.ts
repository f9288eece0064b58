import type { CaseState, WorkerCaseAction } from '@guantong/contracts';
import { workerActions } from '../domain/offered-actions.js';

/** What a worker can do with a case in this state who has not urged it today. */
export const workerActionsIn = (state: CaseState): WorkerCaseAction[] => workerActions(state, false);
