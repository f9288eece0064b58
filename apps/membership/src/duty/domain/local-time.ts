/**
 * Times as a duty roster sees them: minutes since 1970-01-01 00:00 in Asia/Shanghai, which has been at +08:00 without
 * summer time since 1991. Days count from that date.
 */
const OFFSET_MINUTES = 480;
export const DAY_MINUTES = 1440;

export const localMinute = (time: Date): number => time.getTime() / 60_000 + OFFSET_MINUTES;
export const timeOf = (minute: number): string =>
  new Date(Math.round((minute - OFFSET_MINUTES) * 60_000)).toISOString();

export const dayOf = (minute: number): number => Math.floor(minute / DAY_MINUTES);
/** YYYY-MM-DD */
export const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
/** Undefined for what is no date, such as 2026-02-30. */
export function dayOfDate(date: string): number | undefined {
  const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000;
  return Number.isInteger(day) && dateOf(day) === date ? day : undefined;
}
/** 1 is Monday. The first day of all was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** HH:MM → minutes since midnight. */
export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
