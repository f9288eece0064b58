/** One line of a table file, as text. */
export interface TableRow {
  /** Name of the sheet; empty for CSV. */
  sheet: string;
  /** As the spreadsheet numbers it, from 1. */
  line: number;
  cells: readonly string[];
  /** Columns, from 0, whose value is a formula: what it shows may be anything, so it is not taken. */
  formulas: readonly number[];
}
