import type { TableRow } from './table-row.js';

/** Which column each field stands in, from 0. */
export type Columns<F extends string> = Partial<Record<F, number>>;

export interface HeadingWords<F extends string> {
  /** All spellings of each field's heading, the usual one first. */
  words: Record<F, readonly string[]>;
  required: readonly F[];
}

/** Headings as people write them differ by blanks, stars, brackets and full-width forms. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s*:：]|\(.*?\)|\[.*?\]/g, '');

/** The fields of a line of headings, in any order; undefined when a required one is not there. */
export function findHeadings<F extends string>(
  row: TableRow,
  { words, required }: HeadingWords<F>,
): Columns<F> | undefined {
  const columns: Columns<F> = {};
  for (const [column, cell] of row.cells.entries()) {
    const heading = bare(cell);
    for (const field of Object.keys(words) as F[]) {
      if (columns[field] === undefined && words[field].some((word) => bare(word) === heading)) {
        columns[field] = column;
        break;
      }
    }
  }
  return required.every((field) => columns[field] !== undefined) ? columns : undefined;
}
