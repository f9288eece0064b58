import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { ROSTER_HEADINGS } from './chinese-words.js';

export type Row = Readonly<Record<string, string>>;

/** A table of the demo city, each row by its headings. */
export async function readTable(folder: string, file: string): Promise<Row[]> {
  return parse(await readFile(path.join(folder, file)), { bom: true, columns: true });
}

const text = (value: ExcelJS.CellValue): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** The rows below the headings, wherever these stand. */
async function readRoster(file: string): Promise<Row[]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  const rows: Row[] = [];
  let below = false;
  book.worksheets[0]?.eachRow((row) => {
    const cells = ROSTER_HEADINGS.map((_, column) => text(row.getCell(column + 1).value));
    if (below) rows.push(Object.fromEntries(ROSTER_HEADINGS.map((heading, column) => [heading, cells[column] ?? ''])));
    else below = cells[0] === ROSTER_HEADINGS[0];
  });
  return rows;
}

/** Rows of every roster, by file name. */
export async function readRosters(folder: string): Promise<Map<string, Row[]>> {
  const rosters = new Map<string, Row[]>();
  for (const file of (await readdir(path.join(folder, 'rosters'))).toSorted())
    rosters.set(file, await readRoster(path.join(folder, 'rosters', file)));
  return rosters;
}

/** `key: value` lines between two lines of dashes, as posts and cases begin. */
export async function readFrontMatter(folder: string, kind: 'posts' | 'cases'): Promise<Map<string, Row>> {
  const found = new Map<string, Row>();
  for (const file of (await readdir(path.join(folder, kind))).filter((name) => name.endsWith('.md'))) {
    const [, head = ''] = (await readFile(path.join(folder, kind, file), 'utf8')).split(/^---$/m);
    const lines = head.trim().split('\n');
    found.set(file, Object.fromEntries(lines.map((line) => line.split(/: (.*)/, 2) as [string, string])));
  }
  return found;
}
