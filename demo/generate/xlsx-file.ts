import ExcelJS from 'exceljs';

/** Rows after which to let the disk catch up: the library's own stream gives no sign of being behind. */
const PAUSE_EVERY = 2_000;

/** An XLSX file written row by row. */
export class XlsxFile {
  private readonly book: ExcelJS.stream.xlsx.WorkbookWriter;
  private readonly sheet: ExcelJS.Worksheet;
  private rows = 0;

  constructor(filename: string, headings: readonly string[]) {
    this.book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename, useSharedStrings: false });
    this.sheet = this.book.addWorksheet('花名册');
    this.sheet.addRow([...headings]).commit();
  }

  add(row: readonly string[]): Promise<void> | undefined {
    this.sheet.addRow(row).commit();
    return ++this.rows % PAUSE_EVERY === 0 ? new Promise((resolve) => setImmediate(resolve)) : undefined;
  }

  async close(): Promise<void> {
    this.sheet.commit();
    await this.book.commit();
  }
}
