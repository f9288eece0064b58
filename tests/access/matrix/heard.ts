import ExcelJS from 'exceljs';

/** The first bytes of a workbook: it is an archive. */
const PACKED = Buffer.from('PK\u0003\u0004', 'latin1');

/** What somebody who gets these bytes can read in them. */
export async function heardIn(bytes: Buffer): Promise<string> {
  if (!bytes.subarray(0, PACKED.length).equals(PACKED)) return readable(bytes.toString());
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  const cells: string[] = [];
  for (const sheet of book.worksheets) {
    cells.push(sheet.name);
    sheet.eachRow((row) => row.eachCell((cell) => cells.push(cell.text)));
  }
  return cells.join('\n');
}

/** With what is percent-encoded in plain as well. */
export function readable(text: string): string {
  try {
    return text.includes('%') ? `${text}\n${decodeURIComponent(text)}` : text;
  } catch {
    return text;
  }
}
