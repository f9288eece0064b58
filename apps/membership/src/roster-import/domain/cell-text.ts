/** Zero-width characters, soft hyphens, control characters other than tab and line ends. */
const INVISIBLE = /\p{Cf}|(?![\t\n\r])\p{Cc}/gu;
/** What an exported cell is given an apostrophe for, and what people put one before: a number that is to stay text. */
const QUOTED = /^['’‘](?=[=+\-@\t\r＝＋－＠\d])/;

/** Chinese characters, letters, digits and their like, with none of what is looked for below: nearly every cell. */
const PLAIN = /^[\u4e00-\u9fff0-9A-Za-z\-./]*$/;

/** Whether a text is its own normal form (NFKC), and has no blanks. */
export const isPlain = (text: string): boolean => PLAIN.test(text);

/** A cell without what cannot be seen: zero-width and control characters, odd blanks, the apostrophe before a number. */
export function cellText(cell: string): string {
  if (PLAIN.test(cell)) return cell;
  const text = cell.replaceAll(INVISIBLE, '').trim();
  const first = text.charCodeAt(0);
  return first === 39 || first === 0x2018 || first === 0x2019 ? text.replace(QUOTED, '') : text;
}

/** Digits and letters without an e: nearly every number. */
const NO_NUMBER_OF_A_SPREADSHEET = /^[0-9A-DF-Za-df-z]*$/;

/**
 * A number that a spreadsheet made of digits which were meant as text. 1.3912345678E+10 still has all of them,
 * 1.39E+10 has not: undefined. Everything else comes back as it is.
 */
export function wholeDigits(text: string): string | undefined {
  if (NO_NUMBER_OF_A_SPREADSHEET.test(text)) return text;
  const plain = text.replace(/\.0+$/, '');
  const match = /^(\d)(?:\.(\d+))?e\+?(\d{1,2})$/i.exec(plain.normalize('NFKC'));
  if (!match) return plain;
  const [, head = '', tail = '', exponent = ''] = match;
  const digits = head + tail;
  // fifteen digits is all that a spreadsheet's number holds
  return tail.length === Number(exponent) && digits.length <= 15 ? digits : undefined;
}
