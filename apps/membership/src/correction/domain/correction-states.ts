import type { CorrectionState } from '@guantong/contracts';

/** Where a request for correction may go from where. */
export const CORRECTION_TRANSITIONS: Record<CorrectionState, readonly CorrectionState[]> = {
  WAITING: ['APPROVED', 'REFUSED', 'WITHDRAWN'],
  APPROVED: [],
  REFUSED: [],
  WITHDRAWN: [],
};

export const statesBefore = (to: CorrectionState): CorrectionState[] =>
  (Object.keys(CORRECTION_TRANSITIONS) as CorrectionState[]).filter((from) =>
    CORRECTION_TRANSITIONS[from].includes(to),
  );
