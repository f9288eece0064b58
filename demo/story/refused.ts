import { ApiFailure } from '../client/api-failure.js';
import type { Telling } from './telling.js';

/** Somebody asks for what is not theirs, and is refused with this code. */
export async function refused(
  telling: Telling,
  what: string,
  ask: () => Promise<unknown>,
  code: string,
): Promise<void> {
  const outcome = await ask().then(
    () => 'an answer',
    (error: unknown) => (error instanceof ApiFailure ? error.code : String(error)),
  );
  telling.expect(what, outcome, code);
}
