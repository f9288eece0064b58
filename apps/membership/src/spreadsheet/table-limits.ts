export const MOST_COLUMNS = 200;
/** Lines of one file; more are for several files. */
export const MOST_LINES = 2_000_000;
/** Empty lines in one file. A sheet someone has "formatted to the end" has a million of them. */
export const MOST_EMPTY_LINES = 20_000;
/** Bytes of one line of a CSV file. */
export const LONGEST_LINE = 256 * 1024;
