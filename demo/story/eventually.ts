import { setTimeout as delay } from 'node:timers/promises';

/** Asks until there is an answer; after `ms` it is the last failure. */
export async function eventually<T>(ask: () => Promise<T | undefined>, ms = 15_000): Promise<T> {
  const end = Date.now() + ms;
  let last: unknown = new Error(`nothing within ${ms} ms`);
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      last = error;
    }
    await delay(60);
  }
  throw last;
}
