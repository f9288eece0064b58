/** Day 0 of Excel's calendar is 30 December 1899, once its 29 February 1900 is taken away. */
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;
const EARLIEST_YEAR = 1900;

const DIGITS_AND_SIGNS = /^[\d\-/.]*$/;

export interface WrittenDate {
  /** YYYY-MM-DD; the first of the month when the day was not written. */
  date: string;
  dayKnown: boolean;
}

/**
 * A calendar date in the spellings unions use: 1978-05-06, 1978/5/6, 1978.5.6, 1978年5月6日, 19780506, and Excel's day
 * numbers; and a month alone (1978年5月, 1978.05, 197805), as 出生年月 has it. Undefined for anything else, for days that
 * do not exist, and for the future.
 */
export function parseDate(text: string, today: string): WrittenDate | undefined {
  const plain = DIGITS_AND_SIGNS.test(text)
    ? text
    : text
        .normalize('NFKC')
        .replaceAll(/\s+(?=[年月日])|(?<=[年月日])\s+/g, '')
        .trim();
  const written = fromWords(plain) ?? fromMonth(plain) ?? fromExcel(plain);
  return written && written.date <= today && Number(written.date.slice(0, 4)) >= EARLIEST_YEAR ? written : undefined;
}

function fromWords(text: string): WrittenDate | undefined {
  const match =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]0?0:00(?::00)?)?$/.exec(text) ??
    /^(\d{4})(年)(\d{1,2})月(\d{1,2})[日号]?$/.exec(text) ??
    /^((?:19|20)\d\d)()(\d\d)(\d\d)$/.exec(text);
  return match ? calendarDay(Number(match[1]), Number(match[3]), Number(match[4])) : undefined;
}

function fromMonth(text: string): WrittenDate | undefined {
  const match =
    /^(\d{4})[-/.](\d{1,2})$/.exec(text) ??
    /^(\d{4})年(\d{1,2})月?$/.exec(text) ??
    /^((?:19|20)\d\d)(0[1-9]|1[0-2])$/.exec(text);
  const date = match ? calendarDay(Number(match[1]), Number(match[2]), 1) : undefined;
  return date && { ...date, dayKnown: false };
}

/** 28,616 is 6 May 1978; five digits at most, so that no year or phone number is taken for a day. */
function fromExcel(text: string): WrittenDate | undefined {
  if (!/^\d{1,5}(\.0+)?$/.test(text)) return undefined;
  const date = new Date(EXCEL_EPOCH_MS + Math.floor(Number(text)) * DAY_MS).toISOString().slice(0, 10);
  return { date, dayKnown: true };
}

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Undefined for 30 February. Reckoned, and not asked of a Date: one is made of every line of a roster. */
export function calendarDay(year: number, month: number, day: number): WrittenDate | undefined {
  const days = month === 2 && isLeapYear(year) ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0);
  if (day < 1 || day > days) return undefined;
  const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
  return { date: `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`, dayKnown: true };
}
