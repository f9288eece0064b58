/**
 * How wrong log-ins slow down the next ones. There is no lock: a stranger could keep anybody out with one. The wait
 * doubles from the first try beyond `free`, up to `longestSeconds`; after an hour of peace all is forgotten.
 */
export interface SlowDown {
  free: number;
  longestSeconds: number;
}

/** Guessing at one account: 60 s at the longest leave 1,440 guesses a day. */
export const PER_ACCOUNT: SlowDown = { free: 5, longestSeconds: 60 };
/** Guessing from one address at many accounts. A workplace or a union hall shares an address. */
export const PER_ADDRESS: SlowDown = { free: 30, longestSeconds: 300 };

export const FORGOTTEN_AFTER_SECONDS = 3600;

/** Seconds to wait after so many wrong tries in a row. */
export const waitAfter = (failures: number, { free, longestSeconds }: SlowDown): number =>
  failures <= free ? 0 : Math.min(2 ** (failures - free - 1), longestSeconds);

/** The waits after 1, 2, 3 … tries, up to the longest, for SQL to look up. */
export function waits(rule: SlowDown): number[] {
  const table: number[] = [];
  do table.push(waitAfter(table.length + 1, rule));
  while (table.at(-1) !== rule.longestSeconds);
  return table;
}
