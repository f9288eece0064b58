import { PassThrough } from 'node:stream';
import ExcelJS from 'exceljs';

export const ROSTER_HEADINGS = [
  '姓名',
  '性别',
  '出生日期',
  '文化程度',
  '工种',
  '用工形式',
  '手机号',
  '智能手机',
  '京卡号',
  '所属工会',
];

export type RosterCells = (string | number)[];

const SURNAMES = '赵钱孙李周吴郑王冯陈';
const GIVEN = '伟芳娜敏静丽强磊军洋';

/** A line about the `n`-th invented person, in the order of ROSTER_HEADINGS. */
export function buildRosterCells(
  n: number,
  unit: string,
  overrides: Partial<Record<string, string>> = {},
): RosterCells {
  const cells: Record<string, string> = {
    姓名: `${SURNAMES[n % 10]}${GIVEN[Math.floor(n / 10) % 10]}${GIVEN[Math.floor(n / 100) % 10]}`,
    性别: n % 2 === 0 ? '男' : '女',
    出生日期: `${1960 + (n % 40)}-0${1 + (n % 9)}-1${n % 10}`,
    文化程度: '初中',
    工种: '普工',
    用工形式: '农民工',
    手机号: `140${String(n).padStart(8, '0')}`,
    智能手机: '是',
    京卡号: `JK${String(n).padStart(10, '0')}`,
    所属工会: unit,
    ...overrides,
  };
  return ROSTER_HEADINGS.map((heading) => cells[heading] ?? '');
}

const quoted = (cell: string | number): string =>
  /[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell);

export const csvFile = (rows: readonly RosterCells[], headings: readonly string[] = ROSTER_HEADINGS): Buffer =>
  Buffer.from(`\uFEFF${[headings, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`);

export async function xlsxFile(
  rows: readonly RosterCells[],
  options: {
    headings?: readonly string[];
    title?: string;
    sharedStrings?: boolean;
    prepare?: (book: ExcelJS.Workbook) => void;
  } = {},
): Promise<Buffer> {
  const { headings = ROSTER_HEADINGS, title, prepare } = options;
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('花名册');
  if (title) {
    sheet.addRow([title]);
    sheet.mergeCells(1, 1, 1, headings.length);
  }
  sheet.addRow([...headings]);
  for (const row of rows) sheet.addRow(row);
  prepare?.(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** A large workbook as Excel writes it (shared strings), without holding it in memory as objects. */
export async function largeXlsxFile(rows: Iterable<RosterCells>): Promise<Buffer> {
  const stream = new PassThrough();
  const parts: Buffer[] = [];
  stream.on('data', (part: Buffer) => parts.push(part));
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: true });
  const sheet = book.addWorksheet('花名册');
  sheet.addRow(ROSTER_HEADINGS).commit();
  for (const row of rows) sheet.addRow(row).commit();
  await book.commit();
  return Buffer.concat(parts);
}
