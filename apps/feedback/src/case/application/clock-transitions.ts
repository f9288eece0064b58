import { TRANSITIONS } from '../domain/case-states.js';

/** The state of a case after its clock has rung, by what came of that and the state before: for the set-based sweep. */
export const CLOCK_TRANSITIONS = {
  ESCALATED: TRANSITIONS.escalate,
  BREACHED: TRANSITIONS.breach,
  CLOSED: TRANSITIONS.close,
};
