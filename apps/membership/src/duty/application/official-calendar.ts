import type { DayKind } from '@guantong/contracts';
import chineseDays from 'chinese-days';

/** The State Council's calendar of holidays and make-up workdays, as the package chinese-days has it. */
export interface OfficialDay {
  kind: DayKind;
  /** Of the holiday, Chinese; null on an ordinary day. */
  name: string | null;
  /** False: the year's holidays are not published yet (or not in the package), and the weekday decides. */
  published: boolean;
}

// oxlint-disable-next-line import/no-named-as-default-member -- a CommonJS module whose named exports Node cannot see
const { getDayDetail, getHolidaysInRange } = chineseDays;

/** The package reads local parts of a Date; at noon no time zone moves the day. */
const noonOf = (year: number, month: number, day: number): Date => new Date(year, month - 1, day, 12);

const publishedYears = new Map<number, boolean>();

/** A published year has holidays that fall on weekdays. */
export function isPublished(year: number): boolean {
  let known = publishedYears.get(year);
  if (known === undefined) {
    known = getHolidaysInRange(noonOf(year, 1, 1), noonOf(year, 12, 31), false).length > 0;
    publishedYears.set(year, known);
  }
  return known;
}

/** @param date YYYY-MM-DD */
export function officialDay(date: string): OfficialDay {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const { work, name } = getDayDetail(noonOf(year, month, day));
  // "Spring Festival,春节,4" on holidays and make-up workdays; the English weekday on others
  const [, chinese] = name.split(',');
  return { kind: work ? 'WORKDAY' : 'REST_DAY', name: chinese ?? null, published: isPublished(year) };
}
