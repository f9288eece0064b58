/** What a spreadsheet takes for the beginning of a formula, also after blanks and in full width. */
const FORMULA_LIKE = /^[\s\u00a0\u3000]*[=+\-@＝＋－＠\t\r\n]/;

/**
 * A cell as it may be written into a file that somebody opens: what could be run as a formula gets an apostrophe, which
 * spreadsheets do not show and our own reading takes away again.
 */
export const neutralCell = (text: string): string => (FORMULA_LIKE.test(text) ? `'${text}` : text);
