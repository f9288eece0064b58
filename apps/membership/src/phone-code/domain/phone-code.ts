import { randomInt } from 'node:crypto';

/** Six digits: a million, of which five can be tried. */
export const newPhoneCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

export const PHONE_CODE = {
  goodForSeconds: 300,
  tries: 5,
  /** Until the next can be asked for; providers refuse a second one within the minute as well. */
  againAfterSeconds: 60,
  /** A code that did not get out by then is not sent any more: whoever waited has given up, or asked for another. */
  sendWithinSeconds: 120,
} as const;

/** Providers allow about as much per number; per address it keeps one place from writing to many. */
export const PHONE_CODE_LIMITS = { perNumberHour: 5, perNumberDay: 10, perAddressHour: 60 } as const;

/** Seconds to wait before the n-th try to hand a message to the gateway. */
export const retryAfter = (attempts: number): number => Math.min(2 ** attempts, 30);
