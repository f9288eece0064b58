import { type Columns, findHeadings, type HeadingWords } from './find-headings.js';
import type { TableRow } from './table-row.js';
import { UnusableFile } from './unusable-file.js';

/** Titles and remarks may stand above the headings, but not more than this. */
const HEADINGS_WITHIN = 20;

export interface DataLine<F extends string> {
  row: TableRow;
  columns: Columns<F>;
}

/**
 * The lines below the headings, sheet by sheet, in handfuls; sheets without headings are passed over.
 * @throws UnusableFile when no sheet has any
 */
export async function* dataLines<F extends string>(
  rows: AsyncIterable<readonly TableRow[]>,
  headings: HeadingWords<F>,
): AsyncGenerator<DataLine<F>[]> {
  let sheet: string | undefined;
  let columns: Columns<F> | undefined;
  let looked = 0;
  let found = false;
  for await (const handful of rows) {
    const lines: DataLine<F>[] = [];
    for (const row of handful) {
      if (row.sheet !== sheet) {
        sheet = row.sheet;
        columns = undefined;
        looked = 0;
      }
      if (columns) lines.push({ row, columns });
      else if (looked++ < HEADINGS_WITHIN) columns = findHeadings(row, headings);
      found ||= columns !== undefined;
    }
    if (lines.length > 0) yield lines;
  }
  if (!found) {
    throw new UnusableFile('NO_HEADINGS', { headings: headings.required.map((f) => headings.words[f][0]).join('、') });
  }
}
