import { type CsvRecord, csvRecords } from './csv-records.js';
import { MOST_COLUMNS, MOST_EMPTY_LINES } from './table-limits.js';
import type { TableRow } from './table-row.js';
import { UnusableFile } from './unusable-file.js';

const NO_FORMULAS: readonly number[] = [];

/** The lines of a CSV file (UTF-8 or GB18030, separated by commas, semicolons or tabs), in handfuls. */
export async function* csvRows(bytes: AsyncIterable<Buffer>): AsyncGenerator<TableRow[]> {
  let empty = 0;
  const asRow = ({ cells, line }: CsvRecord): TableRow[] => {
    if (cells.length > MOST_COLUMNS) throw new UnusableFile('TOO_MANY_COLUMNS', { max: MOST_COLUMNS });
    if (!cells.every(isBlank)) return [{ sheet: '', line, cells, formulas: NO_FORMULAS }];
    if (++empty > MOST_EMPTY_LINES) throw new UnusableFile('TOO_MANY_EMPTY_LINES', { line });
    return [];
  };
  for await (const records of csvRecords(decoded(bytes))) {
    const rows = records.flatMap(asRow);
    if (rows.length > 0) yield rows;
  }
}

const isBlank = (cell: string): boolean => cell.trim() === '';

/** What is not UTF-8 is GB18030, which Chinese Excel writes by default. The first chunk, with the headings, decides. */
async function* decoded(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(isUtf8(chunk) ? 'utf-8' : 'gb18030');
    const text = decoder.decode(chunk, { stream: true });
    if (text.includes('\0')) throw new UnusableFile('NOT_A_TABLE');
    if (text) yield text;
  }
  const end = decoder?.decode();
  if (end) yield end;
}

function isUtf8(chunk: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}
