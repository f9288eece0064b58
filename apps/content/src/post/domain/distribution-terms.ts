import { fail } from '@guantong/contracts';

const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const DAY_S = 86_400;
const LONGEST_S = 30 * DAY_S;

/** Seconds of an ISO 8601 duration of days, hours, minutes and seconds; NaN when it is none. */
export function secondsOf(duration: string): number {
  const parts = DURATION.exec(duration);
  if (!parts || duration.endsWith('P') || duration.endsWith('T')) return Number.NaN;
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return days * DAY_S + hours * 3600 + minutes * 60 + seconds;
}

/**
 * How long units have to hand a post on: PT1S to P30D for a must-forward post, nothing for any other.
 * @throws INVALID_FORWARD_WITHIN
 */
export function forwardWithinOf(mustForward: boolean, forwardWithin: string | null): string | null {
  if (!mustForward) return null;
  const seconds = forwardWithin === null ? Number.NaN : secondsOf(forwardWithin);
  if (!(seconds >= 1 && seconds <= LONGEST_S)) throw fail('INVALID_FORWARD_WITHIN');
  return forwardWithin;
}

/** @throws INVALID_AUDIENCE when nobody could be in it */
export function checkAgeRange({ minAge, maxAge }: { minAge?: number; maxAge?: number }): void {
  if (minAge !== undefined && maxAge !== undefined && minAge > maxAge) throw fail('INVALID_AUDIENCE');
}
