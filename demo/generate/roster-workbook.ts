import ExcelJS from 'exceljs';
import { ROSTER_HEADINGS } from './chinese-words.js';
import type { Roster } from './demo-rosters.js';
import { withFixedZipTimes } from './fixed-zip-times.js';

const WIDTHS = [9, 6, 12, 10, 16, 12, 14, 10, 15, 38];
const PHONE_COLUMN = ROSTER_HEADINGS.indexOf('手机号');
const WRITTEN = new Date('2026-03-01T00:00:00Z');

/** A roster as a spreadsheet; the same rows give the same bytes. */
export async function rosterWorkbook({ rows, quirks }: Roster): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.creator = '贯通演示';
  book.created = WRITTEN;
  book.modified = WRITTEN;
  const sheet = book.addWorksheet('花名册');
  sheet.columns = WIDTHS.map((width) => ({ width }));
  if (quirks.title) {
    sheet.addRow([quirks.title]).font = { bold: true, size: 16 };
    sheet.mergeCells(1, 1, 1, ROSTER_HEADINGS.length);
  }
  sheet.addRow([...ROSTER_HEADINGS]).font = { bold: true };
  for (const row of rows)
    sheet.addRow(
      row.map((value, column) => (quirks.phonesAsNumbers && column === PHONE_COLUMN && value ? Number(value) : value)),
    );
  return withFixedZipTimes(Buffer.from(await book.xlsx.writeBuffer()));
}
