import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { csvRows } from './csv-rows.js';
import { MOST_LINES } from './table-limits.js';
import type { TableRow } from './table-row.js';
import { UnusableFile } from './unusable-file.js';
import { xlsxRows } from './xlsx-rows.js';

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
/** OLE: .xls, and .xlsx with a password. */
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** The lines of a table file, whatever its kind, which its first bytes tell. @throws UnusableFile */
export async function* tableRows(bytes: AsyncIterable<Buffer>): AsyncGenerator<TableRow[]> {
  const iterator = bytes[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  while (head.length < ZIP.length) {
    const next = await iterator.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  const whole = async function* (): AsyncGenerator<Buffer> {
    yield head;
    yield* { [Symbol.asyncIterator]: () => iterator };
  };
  const start = head.subarray(0, ZIP.length);
  if (head.length === 0) throw new UnusableFile('NOT_A_TABLE');
  if (start.equals(OLE)) throw new UnusableFile('OLD_OR_ENCRYPTED');
  let lines = 0;
  for await (const rows of start.equals(ZIP) ? throughTemporaryFile(whole()) : csvRows(whole())) {
    lines += rows.length;
    if (lines > MOST_LINES) throw new UnusableFile('TOO_MANY_LINES', { max: MOST_LINES });
    yield rows;
  }
}

/** A ZIP file is read from its end. The file has lost its name before the first byte of it is written. */
async function* throughTemporaryFile(bytes: AsyncIterable<Buffer>): AsyncGenerator<TableRow[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'guantong-import-'));
  const file = await open(path.join(folder, 'file'), 'wx+', 0o600);
  await rm(folder, { recursive: true, force: true });
  try {
    let length = 0;
    for await (const chunk of bytes) {
      await file.write(chunk);
      length += chunk.length;
    }
    yield* xlsxRows(file, length);
  } finally {
    await file.close();
  }
}
