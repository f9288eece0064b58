import { type Columns, findHeadings, type HeadingWords, isHeadingOf } from './find-headings.js';
import type { TableRow } from './table-row.js';
import { UnusableFile } from './unusable-file.js';

/** Titles and remarks may stand above the headings, but not more than this. */
const HEADINGS_WITHIN = 20;

export interface DataLine<F extends string> {
  row: TableRow;
  columns: Columns<F>;
}

/** A row of a table, and what it is in it: its headings, a line below them, or something else (titles, remarks). */
export interface HeadedRow<F extends string> {
  row: TableRow;
  role: 'OTHER' | 'HEADINGS' | 'DATA';
  columns: Columns<F> | undefined;
}

/**
 * Every row with its role, sheet by sheet, in handfuls. Headings may come again further down, as in sheets laid out for
 * printing, and may then stand in another order.
 */
export async function* headedRows<F extends string>(
  rows: AsyncIterable<readonly TableRow[]>,
  headings: HeadingWords<F>,
): AsyncGenerator<HeadedRow<F>[]> {
  let sheet: string | undefined;
  let columns: Columns<F> | undefined;
  let looked = 0;
  const roleOf = (row: TableRow): HeadedRow<F>['role'] => {
    const first = columns?.[headings.required[0] as F];
    const again = first !== undefined && isHeadingOf(headings, headings.required[0] as F, row.cells[first] ?? '');
    if (columns && !again) return 'DATA';
    if (!columns && looked++ >= HEADINGS_WITHIN) return 'OTHER';
    const found = findHeadings(row, headings);
    if (found) columns = found;
    return found ? 'HEADINGS' : columns ? 'DATA' : 'OTHER';
  };
  for await (const handful of rows) {
    yield handful.map((row) => {
      if (row.sheet !== sheet) {
        sheet = row.sheet;
        columns = undefined;
        looked = 0;
      }
      const role = roleOf(row);
      return { row, role, columns };
    });
  }
}

/**
 * The lines below the headings, sheet by sheet, in handfuls; sheets without headings are passed over.
 * @throws UnusableFile when no sheet has any
 */
export async function* dataLines<F extends string>(
  rows: AsyncIterable<readonly TableRow[]>,
  headings: HeadingWords<F>,
): AsyncGenerator<DataLine<F>[]> {
  let found = false;
  for await (const handful of headedRows(rows, headings)) {
    const lines: DataLine<F>[] = [];
    for (const { row, role, columns } of handful) {
      found ||= columns !== undefined;
      if (role === 'DATA' && columns) lines.push({ row, columns });
    }
    if (lines.length > 0) yield lines;
  }
  if (!found) {
    const needed = [...headings.required, ...(headings.oneOf?.[0] ?? [])];
    throw new UnusableFile('NO_HEADINGS', { headings: needed.map((f) => headings.words[f][0]).join('、') });
  }
}
