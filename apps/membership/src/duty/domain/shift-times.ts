import type { DayKind, ShiftDays } from '@guantong/contracts';
import { DAY_MINUTES, dateOf, dayOf, minutesOf, weekdayOf } from './local-time.js';

/** When a shift is; exactly one of `weekday`, `date` and `days`. */
export interface ShiftTimes {
  /** 1 is Monday. */
  weekday?: number | null;
  date?: string | null;
  days?: ShiftDays | null;
  /** HH:MM; the first minute that counts. */
  starts: string;
  /** HH:MM; the first minute that does not. Not after `starts`: on the next day. */
  ends: string;
}

/** What a day is by the working calendar. */
export type DayKindOf = (day: number) => DayKind;

/** What the city has set for a date. */
export interface LocalDay {
  date: string;
  kind: DayKind;
  name: string | null;
}

/** From, until: half open, in local minutes. */
export interface Span {
  from: number;
  until: number;
}

export const saysOneKindOfDay = ({ weekday, date, days }: ShiftTimes): boolean =>
  [weekday, date, days].filter((each) => each !== undefined && each !== null).length === 1;

/** Whether the shift begins on this day. */
export function beginsOn({ weekday, date, days }: ShiftTimes, day: number, kindOf: DayKindOf): boolean {
  if (date) return date === dateOf(day);
  if (weekday) return weekday === weekdayOf(day);
  return days === 'EVERY_DAY' || days === kindOf(day);
}

/** The shift that begins on this day. Equal `starts` and `ends` are a whole day. */
export function spanOn({ starts, ends }: ShiftTimes, day: number): Span {
  const [start, end] = [minutesOf(starts), minutesOf(ends)];
  const from = day * DAY_MINUTES + start;
  return { from, until: from + (end > start ? end - start : end + DAY_MINUTES - start) };
}

/** Whether a shift is on at a moment: the one of today, or the one of yesterday that goes over midnight. */
export const isOn = (shift: ShiftTimes, minute: number, kindOf: DayKindOf): boolean =>
  [dayOf(minute), dayOf(minute) - 1].some((day) => {
    if (!beginsOn(shift, day, kindOf)) return false;
    const { from, until } = spanOn(shift, day);
    return from <= minute && minute < until;
  });

/** Who is asked first when several are on: a single date before a weekday, a weekday before a kind of day. */
export const precedence = ({ weekday, date }: ShiftTimes): number => (date ? 0 : weekday ? 1 : 2);
