import { Readable } from 'node:stream';
import { parse, CsvError } from 'csv-parse';
import { LONGEST_LINE } from './table-limits.js';
import { UnusableFile } from './unusable-file.js';

const HANDFUL = 500;

export interface CsvRecord {
  cells: string[];
  /** The last line of the record, from 1. */
  line: number;
}

interface Parsed {
  record: string[];
  info: { lines: number };
}

/**
 * The records of a CSV file, in handfuls. As long as there is no quotation mark a line is a record, and is cut where its
 * separators are: that is what most rosters are, and csv-parse, which looks at each sign, was a tenth of an import's time
 * in this process. From the first mark on it is for csv-parse to say.
 */
export async function* csvRecords(source: AsyncGenerator<string>): AsyncGenerator<CsvRecord[]> {
  let delimiter: string | undefined;
  let line = 0;
  let rest = '';
  for (let next = await source.next(); !next.done; next = await source.next()) {
    delimiter ??= delimiterOf(next.value);
    if (next.value.includes('"')) {
      yield* quotedRecords(rest + next.value, source, { delimiter, line });
      return;
    }
    const text = rest + next.value;
    // it may be the first half of \r\n
    const half = text.endsWith('\r') ? '\r' : '';
    const lines = withPlainEnds(half ? text.slice(0, -1) : text).split('\n');
    rest = (lines.pop() ?? '') + half;
    for (let from = 0; from < lines.length; from += HANDFUL) {
      const handful = lines.slice(from, from + HANDFUL);
      yield handful.map((written) => ({ cells: cut(written, delimiter as string, ++line), line }));
    }
    requireBounded(rest, line + 1);
  }
  if (rest !== '') yield [{ cells: cut(rest.replace('\r', ''), delimiter ?? ',', ++line), line }];
}

const withPlainEnds = (text: string): string =>
  text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text;

function cut(written: string, delimiter: string, line: number): string[] {
  requireBounded(written, line);
  return written.split(delimiter);
}

function requireBounded(written: string, line: number): void {
  // no character takes more than three bytes for each of its 16 bits
  if (written.length * 3 > LONGEST_LINE && Buffer.byteLength(written) > LONGEST_LINE)
    throw new UnusableFile('LINE_TOO_LONG', { line });
}

/** @param after delimiter, and how many lines stand before `first` */
async function* quotedRecords(
  first: string,
  others: AsyncGenerator<string>,
  after: { delimiter: string; line: number },
): AsyncGenerator<CsvRecord[]> {
  const parser = parse({
    bom: true,
    delimiter: after.delimiter,
    info: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_LINE,
  });
  const text = async function* (): AsyncGenerator<string> {
    yield first;
    yield* others;
  };
  const input = Readable.from(text());
  input.on('error', (error) => parser.destroy(error)).pipe(parser);
  let records: CsvRecord[] = [];
  let { line } = after;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      line = after.line + info.lines;
      records.push({ cells: record, line });
      if (records.length < HANDFUL) continue;
      yield records;
      records = [];
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
  if (records.length > 0) yield records;
}

/** Whichever of the usual separators the first line has most of. */
function delimiterOf(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  const counts = [',', '\t', ';', '，'].map((sign): [string, number] => [sign, line.split(sign).length]);
  return counts.toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? ',';
}
