import { OPEN_TRANSFER_STATES, type TransferParty, type TransferState } from '@guantong/contracts';

/** Where a transfer may go from where. */
export const TRANSFER_TRANSITIONS: Record<TransferState, readonly TransferState[]> = {
  WAITING: ['NOTICE', 'DONE', 'REFUSED', 'WITHDRAWN', 'EXPIRED'],
  NOTICE: ['NOTICE', 'DONE', 'REFUSED', 'WITHDRAWN', 'EXPIRED'],
  DONE: [],
  REFUSED: [],
  WITHDRAWN: [],
  EXPIRED: [],
};

/** The states from which `to` can be reached. */
export const statesBefore = (to: TransferState): TransferState[] =>
  (Object.keys(TRANSFER_TRANSITIONS) as TransferState[]).filter((from) => TRANSFER_TRANSITIONS[from].includes(to));

export const isOpen = (state: TransferState): boolean => (OPEN_TRANSFER_STATES as readonly string[]).includes(state);

export interface Word {
  party: TransferParty;
  agrees: boolean;
  /** Said by a cadre in the worker's name. */
  onBehalf: boolean;
}

/**
 * What follows from what the parties have said. The receiving union must agree. The worker's own word decides on the
 * rest: a yes in person is enough, so that no union can hold anybody back; a no ends it, so that nobody is moved against
 * their will. Where the worker has not spoken in person, a yes of the present union (or one on the worker's behalf)
 * stands in for it, but only after a notice in which the worker may still object. A no of the present union alone is
 * an opinion.
 */
export function verdict(words: readonly Word[]): Extract<TransferState, 'WAITING' | 'NOTICE' | 'DONE' | 'REFUSED'> {
  const of = (party: TransferParty) => words.find((word) => word.party === party);
  const [worker, present, receiving] = [of('WORKER'), of('PRESENT'), of('RECEIVING')];
  if (worker?.agrees === false || receiving?.agrees === false) return 'REFUSED';
  if (!receiving) return 'WAITING';
  if (worker && !worker.onBehalf) return 'DONE';
  return (worker ?? present?.agrees) ? 'NOTICE' : 'WAITING';
}
