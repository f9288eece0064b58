/** Day 0 of Excel's calendar is 30 December 1899, once its 29 February 1900 is taken away. */
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;
const EARLIEST_YEAR = 1900;

/**
 * A calendar date in the spellings unions use: 1978-05-06, 1978/5/6, 1978.5.6, 1978年5月6日, 19780506, and Excel's day
 * numbers. Gives YYYY-MM-DD; undefined for anything else, for days that do not exist, and for the future.
 */
export function parseDate(text: string, today: string): string | undefined {
  const plain = text.normalize('NFKC').trim();
  const date = fromWords(plain) ?? fromExcel(plain);
  return date && date <= today && Number(date.slice(0, 4)) >= EARLIEST_YEAR ? date : undefined;
}

function fromWords(text: string): string | undefined {
  const match =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]0?0:00(?::00)?)?$/.exec(text) ??
    /^(\d{4})(年)(\d{1,2})月(\d{1,2})日?$/.exec(text) ??
    /^((?:19|20)\d\d)()(\d\d)(\d\d)$/.exec(text);
  if (!match) return undefined;
  const [, year, , month, day] = match.map(Number) as [number, number, number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined;
}

/** 28,616 is 6 May 1978; five digits at most, so that no year or phone number is taken for a day. */
function fromExcel(text: string): string | undefined {
  if (!/^\d{1,5}(\.0+)?$/.test(text)) return undefined;
  return new Date(EXCEL_EPOCH_MS + Math.floor(Number(text)) * DAY_MS).toISOString().slice(0, 10);
}
