import type { TableRow } from './table-row.js';

/** No heading that we know is longer, with its stars and brackets. */
const LONGEST_HEADING = 20;

/** Which column each field stands in, from 0. */
export type Columns<F extends string> = Partial<Record<F, number>>;

export interface HeadingWords<F extends string> {
  /** All spellings of each field's heading, the usual one first. */
  words: Record<F, readonly string[]>;
  /** What a line of headings must have. */
  required: readonly F[];
  /** Besides, all of at least one of these. */
  oneOf?: readonly (readonly F[])[];
}

/** Names, mostly: the cell of each line is held against its heading, which may come again further down. */
const PLAIN = /^[\u4e00-\u9fff]*$/;

/** Headings as people write them differ by blanks, stars, brackets, full-width forms and "required" marks. */
export const bareHeading = (text: string): string =>
  PLAIN.test(text) && !text.includes('填') ? text : withoutSigns(text);

const withoutSigns = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\u200b-\u200d\u2060\ufeff*:：·、/\\_-]|\(.*?\)|\[.*?\]|【.*?】|<.*?>/g, '')
    .replace(/^(?:必填|选填)|(?:必填|选填)$/, '');

const known = new WeakMap<object, Map<string, [field: string, rank: number]>>();

/** From each bare heading to its field, and how usual it is. */
function spellings<F extends string>(headings: HeadingWords<F>): Map<string, [field: string, rank: number]> {
  const found = known.get(headings);
  if (found) return found;
  const map = new Map<string, [field: string, rank: number]>();
  for (const field of Object.keys(headings.words) as F[]) {
    for (const [rank, word] of headings.words[field].entries()) map.set(bareHeading(word), [field, rank]);
  }
  known.set(headings, map);
  return map;
}

/** Whether a cell is the heading of that field. */
export const isHeadingOf = <F extends string>(headings: HeadingWords<F>, field: F, cell: string): boolean =>
  cell.length <= LONGEST_HEADING && spellings(headings).get(bareHeading(cell))?.[0] === field;

/**
 * The fields of a line of headings, in any order; undefined when a required one is not there. Where two columns could be
 * the same field (联系电话 and 手机号), the more usual heading counts.
 */
export function findHeadings<F extends string>(row: TableRow, headings: HeadingWords<F>): Columns<F> | undefined {
  const columns: Columns<F> = {};
  const ranks: Partial<Record<string, number>> = {};
  const words = spellings(headings);
  for (const [column, cell] of row.cells.entries()) {
    const [field, rank] = words.get(bareHeading(cell)) ?? [];
    if (field === undefined || rank === undefined || rank >= (ranks[field] ?? Infinity)) continue;
    columns[field as F] = column;
    ranks[field] = rank;
  }
  const has = (field: F): boolean => columns[field] !== undefined;
  const { required, oneOf } = headings;
  return required.every(has) && (!oneOf || oneOf.some((fields) => fields.every(has))) ? columns : undefined;
}
