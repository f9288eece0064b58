import { setTimeout as delay } from 'node:timers/promises';

/**
 * Tries until it works, waiting longer each time (up to `maxDelayMs`): for dependencies that may start later
 * than we do. Ends early, with the last error, when `signal` is aborted.
 */
export async function retryUntilDone<T>(
  attempt: () => Promise<T>,
  options: { onFailure?: (error: unknown, tries: number) => void; maxDelayMs?: number; signal?: AbortSignal } = {},
): Promise<T> {
  const { onFailure, maxDelayMs = 2000, signal } = options;
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (signal?.aborted) throw error;
      onFailure?.(error, tries);
      await delay(Math.min(100 * 2 ** (tries - 1), maxDelayMs), undefined, { ref: true });
    }
  }
}

/** Waits for all of `work`, but no longer than `ms`. True when all of it ended in time. */
export async function settleWithin(work: Iterable<Promise<unknown>>, ms: number): Promise<boolean> {
  const abort = new AbortController();
  const late = delay(ms, false, { signal: abort.signal }).catch(() => false);
  const done = Promise.allSettled(work).then(() => true);
  const inTime = await Promise.race([done, late]);
  abort.abort();
  return inTime;
}
