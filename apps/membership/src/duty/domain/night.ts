import { DAY_MINUTES, dayOf } from './local-time.js';
import type { Span } from './shift-times.js';

/** From 18:00 to 08:00 of the next day. */
const BEGINS = 18 * 60;
const ENDS = 8 * 60;

/** The night that is, or the one to come today: the day it begins on, and what is left of it. */
export function nightAt(minute: number): Span & { day: number } {
  const today = dayOf(minute);
  const day = minute - today * DAY_MINUTES < ENDS ? today - 1 : today;
  const begins = day * DAY_MINUTES + BEGINS;
  return { day, from: Math.max(minute, begins), until: (day + 1) * DAY_MINUTES + ENDS };
}
