import {
  type CaseState,
  type DeskCase,
  DESK_CASE_ACTIONS,
  type DeskCaseAction,
  WORKER_CASE_ACTIONS,
  type WorkerCaseAction,
} from '@guantong/contracts';
import { stateAfter } from './case-states.js';

const DEPTH = ['CITY', 'DISTRICT', 'DIRECT', 'GRASSROOTS'];

/** What the unit that has the case can do with it now. */
export function deskActions(c: Pick<DeskCase, 'state' | 'step' | 'owner' | 'chain'>): DeskCaseAction[] {
  const depth = DEPTH.indexOf(c.owner.tier);
  const possible: Partial<Record<DeskCaseAction, boolean>> = {
    acknowledge: c.step === 'ACKNOWLEDGE',
    raise: depth > 0,
    return: c.chain.some((stay) => DEPTH.indexOf(stay.unit.tier) > depth),
  };
  return DESK_CASE_ACTIONS.filter((action) => stateAfter(action, c.state) && (possible[action] ?? true));
}

/** What the one who submitted it can do. */
export const workerActions = (state: CaseState, urgedToday: boolean): WorkerCaseAction[] =>
  WORKER_CASE_ACTIONS.filter((action) => stateAfter(action, state) && !(action === 'urge' && urgedToday));
