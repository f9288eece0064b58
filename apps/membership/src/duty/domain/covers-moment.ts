/** A moment as a duty roster sees it, in Asia/Shanghai. */
export interface WeekMoment {
  /** 1 is Monday. */
  weekday: number;
  /** Minutes since midnight. */
  minute: number;
}

export interface WeeklyShift {
  weekday: number;
  /** HH:MM; the first minute that counts. */
  starts: string;
  /** HH:MM; the first minute that does not. Not after `starts`: on the next day. */
  ends: string;
}

const DAY = 24 * 60;
const WEEK = 7 * DAY;

const minutesOf = (clock: string): number => {
  const [hours, minutes] = clock.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
};

/** Whether a weekly shift is on at a moment. Equal `starts` and `ends` are a whole day. */
export function coversMoment(shift: WeeklyShift, moment: WeekMoment): boolean {
  const start = minutesOf(shift.starts);
  const end = minutesOf(shift.ends);
  const length = end > start ? end - start : end + DAY - start;
  const from = (shift.weekday - 1) * DAY + start;
  const now = (moment.weekday - 1) * DAY + moment.minute;
  return (now - from + WEEK) % WEEK < length;
}
