import type { UnitChangeState } from '@guantong/contracts';

export type UnitChangeStep = 'carry_out' | 'refuse' | 'cancel';

/** Only a change that waits for its day can still become something else. */
export const UNIT_CHANGE_STEPS: Record<UnitChangeStep, { from: UnitChangeState; to: UnitChangeState }> = {
  carry_out: { from: 'PLANNED', to: 'DONE' },
  refuse: { from: 'PLANNED', to: 'FAILED' },
  cancel: { from: 'PLANNED', to: 'CANCELLED' },
};
