import { setTimeout as delay } from 'node:timers/promises';
import { isCrowding, isDatabaseAway } from './failure.js';

/** We are shutting down: somebody else will do it. */
export class LeftUndone extends Error {
  override readonly name = 'LeftUndone';
}

/** How long a crowded database (slow statements, lock waits, deadlocks) excuses a failure, ms. */
const CROWDING_PATIENCE_MS = 60_000;
const MAX_WAIT_MS = 1000;

/**
 * Repeats `work` while it fails for no fault of its own: for ever when the database is away, for a minute when it is
 * crowded. Any other failure comes out as it is.
 *
 * @throws LeftUndone when `signal` is aborted while waiting
 */
export async function patiently<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
  onWait: (error: unknown) => void,
): Promise<T> {
  let crowdedSince = 0;
  for (let waits = 0; ; waits++) {
    try {
      return await work();
    } catch (error) {
      if (isDatabaseAway(error)) crowdedSince = 0;
      else if (isCrowding(error) && Date.now() - (crowdedSince ||= Date.now()) < CROWDING_PATIENCE_MS) void 0;
      else throw error;
      if (waits === 0) onWait(error);
      const jitter = 0.5 + Math.random();
      await delay(Math.min(20 * 2 ** Math.min(waits, 10), MAX_WAIT_MS) * jitter, undefined, { signal }).catch(() => {
        throw new LeftUndone();
      });
    }
  }
}
