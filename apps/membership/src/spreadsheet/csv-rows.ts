import { Readable } from 'node:stream';
import { parse, CsvError } from 'csv-parse';
import { LONGEST_LINE, MOST_COLUMNS, MOST_EMPTY_LINES } from './table-limits.js';
import type { TableRow } from './table-row.js';
import { UnusableFile } from './unusable-file.js';

const HANDFUL = 500;

interface Parsed {
  record: string[];
  info: { lines: number };
}

/** The lines of a CSV file (UTF-8 or GB18030, separated by commas, semicolons or tabs), in handfuls. */
export async function* csvRows(bytes: AsyncIterable<Buffer>): AsyncGenerator<TableRow[]> {
  const source = decoded(bytes);
  const first = await source.next();
  if (first.done) return;
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(first.value),
    info: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_LINE,
  });
  const text = async function* (): AsyncGenerator<string> {
    yield first.value;
    yield* source;
  };
  const input = Readable.from(text());
  input.on('error', (error) => parser.destroy(error)).pipe(parser);
  let rows: TableRow[] = [];
  let empty = 0;
  let line = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      line = info.lines;
      if (record.length > MOST_COLUMNS) throw new UnusableFile('TOO_MANY_COLUMNS', { max: MOST_COLUMNS });
      if (record.every((cell) => cell.trim() === '')) {
        if (++empty > MOST_EMPTY_LINES) throw new UnusableFile('TOO_MANY_EMPTY_LINES', { line });
        continue;
      }
      rows.push({ sheet: '', line, cells: record, formulas: [] });
      if (rows.length >= HANDFUL) {
        yield rows;
        rows = [];
      }
    }
  } catch (error) {
    if (error instanceof CsvError) {
      const tooLong = error.code === 'CSV_MAX_RECORD_SIZE';
      throw new UnusableFile(tooLong ? 'LINE_TOO_LONG' : 'NOT_A_TABLE', { line: line + 1 }, { cause: error });
    }
    throw error;
  } finally {
    input.destroy();
    parser.destroy();
  }
  if (rows.length > 0) yield rows;
}

/** Whichever of the usual separators the first line has most of. */
function delimiterOf(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  const counts = [',', '\t', ';', '，'].map((sign): [string, number] => [sign, line.split(sign).length]);
  return counts.toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? ',';
}

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
