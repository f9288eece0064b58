import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

/** Excel takes a CSV file for UTF-8 only with this in front. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** Rows are gathered to about this many characters before they are written. */
const CHUNK = 65_536;

const field = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
export const csvLine = (row: readonly string[]): string => `${row.map(field).join(',')}\n`;

/** A CSV file written row by row; `add` waits while the disk is behind, so memory stays flat. */
export class CsvFile {
  private readonly stream: WriteStream;
  private waiting: string;

  constructor(path: string, headings: readonly string[]) {
    this.stream = createWriteStream(path);
    this.waiting = BYTE_ORDER_MARK + csvLine(headings);
  }

  /** Returns a promise only when there is something to wait for. */
  add(row: readonly string[]): Promise<void> | undefined {
    this.waiting += csvLine(row);
    return this.waiting.length < CHUNK ? undefined : this.flush();
  }

  async close(): Promise<void> {
    const done = finished(this.stream);
    this.stream.end(this.waiting);
    await done;
  }

  private async flush(): Promise<void> {
    const chunk = this.waiting;
    this.waiting = '';
    if (!this.stream.write(chunk)) await once(this.stream, 'drain');
  }
}
