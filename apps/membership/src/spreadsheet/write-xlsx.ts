import type { TableRow } from './table-row.js';
import { ZipWriter } from './zip-writer.js';

export type RowToWrite = Pick<TableRow, 'sheet' | 'line' | 'cells'>;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Lines as a workbook: a sheet each time the sheet's name changes, every cell a text, lines where they stood. */
export async function* writeXlsx(rows: AsyncIterable<readonly RowToWrite[]>): AsyncGenerator<Buffer> {
  const zip = new ZipWriter();
  const handfuls = new Handfuls(rows);
  const sheets: string[] = [];
  for (let name = await handfuls.sheet(); name !== undefined; name = await handfuls.sheet()) {
    sheets.push(name);
    yield* zip.entry(`xl/worksheets/sheet${sheets.length}.xml`, sheetXml(handfuls, name));
  }
  if (sheets.length === 0) sheets.push('Sheet1');
  for (const [name, xml] of parts(sheets)) yield* zip.entry(name, [Buffer.from(HEAD + xml)]);
  yield zip.end();
}

/** The rows, to be taken sheet by sheet. */
class Handfuls {
  private readonly source: AsyncIterator<readonly RowToWrite[]>;
  private waiting: readonly RowToWrite[] = [];

  constructor(rows: AsyncIterable<readonly RowToWrite[]>) {
    this.source = rows[Symbol.asyncIterator]();
  }

  /** Name of the sheet whose rows come next. */
  async sheet(): Promise<string | undefined> {
    while (this.waiting.length === 0) {
      const next = await this.source.next();
      if (next.done) return undefined;
      this.waiting = next.value;
    }
    return this.waiting[0]?.sheet;
  }

  /** More rows of this sheet; none once another begins. */
  async of(sheet: string): Promise<readonly RowToWrite[]> {
    if ((await this.sheet()) !== sheet) return [];
    const end = this.waiting.findIndex((row) => row.sheet !== sheet);
    const taken = end < 0 ? this.waiting : this.waiting.slice(0, end);
    this.waiting = end < 0 ? [] : this.waiting.slice(end);
    return taken;
  }
}

async function* sheetXml(handfuls: Handfuls, sheet: string): AsyncGenerator<Buffer> {
  yield Buffer.from(`${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`);
  for (let rows = await handfuls.of(sheet); rows.length > 0; rows = await handfuls.of(sheet)) {
    yield Buffer.from(rows.map(rowXml).join(''));
  }
  yield Buffer.from('</sheetData></worksheet>');
}

function rowXml({ line, cells }: RowToWrite): string {
  let xml = `<row r="${line}">`;
  for (const [column, text] of cells.entries()) {
    if (text === '') continue;
    xml += `<c r="${columnName(column)}${line}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
  }
  return `${xml}</row>`;
}

/** 27 → AB */
function columnName(column: number): string {
  const last = String.fromCodePoint(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Control characters have no place in XML, not even as numbers. */
const escaped = (text: string): string =>
  text
    .replaceAll(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]|\p{Cs}/gu, '')
    .replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

function parts(sheets: readonly string[]): [name: string, xml: string][] {
  const each = (xml: (name: string, n: number) => string): string => sheets.map((s, i) => xml(s, i + 1)).join('');
  return [
    [
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${each((_, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`)}</Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each((name, n) => `<sheet name="${escaped(name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${each((_, n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}</Relationships>`,
    ],
  ];
}
