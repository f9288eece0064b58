import type { JoiningState } from '@guantong/contracts';

/** Where an application may go from where. */
export const JOINING_TRANSITIONS: Record<JoiningState, readonly JoiningState[]> = {
  WAITING: ['APPROVED', 'REFUSED', 'WITHDRAWN', 'EXPIRED'],
  APPROVED: [],
  REFUSED: [],
  WITHDRAWN: [],
  EXPIRED: [],
};

/** In which of them what the applicant said is still kept: the union may have to explain a refusal. */
export const KEEPS_APPLICANT: Record<JoiningState, boolean> = {
  WAITING: true,
  APPROVED: false,
  REFUSED: true,
  WITHDRAWN: false,
  EXPIRED: false,
};

export const statesBefore = (to: JoiningState): JoiningState[] =>
  (Object.keys(JOINING_TRANSITIONS) as JoiningState[]).filter((from) => JOINING_TRANSITIONS[from].includes(to));
