import { setTimeout as delay } from 'node:timers/promises';

/** Repeats `attempt` until it no longer throws, then gives its result; after `ms` the last error is thrown. */
export async function eventually<T>(attempt: () => T | Promise<T>, ms = 10_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await delay(25);
    }
  }
}
