import type { TableRow } from './table-row.js';

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Lines as CSV in UTF-8, with the mark by which Excel knows that it is. */
export async function* writeCsv(rows: AsyncIterable<readonly Pick<TableRow, 'cells'>[]>): AsyncGenerator<Buffer> {
  yield Buffer.from('\uFEFF');
  for await (const handful of rows) {
    yield Buffer.from(handful.map(({ cells }) => `${cells.map(quoted).join(',')}\r\n`).join(''));
  }
}
