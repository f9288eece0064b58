import { crc32, deflateRawSync } from 'node:zlib';
import { jest } from '@jest/globals';
import type { TableRow } from './table-row.js';
import { tableRows } from './table-rows.js';
import type { UnusableFile } from './unusable-file.js';
import { ZipArchive } from './zip-archive.js';

/** A ZIP file made by hand, to say exactly what is in it. */
function zip(entries: Record<string, string>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const raw = Buffer.from(text);
    const packed = deflateRawSync(raw);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(raw), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(raw.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), packed]);
    const central = Buffer.alloc(46);
    central.write('PK\u0001\u0002', 0, 'latin1');
    fields.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    directory.push(Buffer.concat([central, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

const workbook = (sheets: Record<string, string>, strings?: string): Buffer => {
  const names = Object.keys(sheets);
  return zip({
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${names.map((n, i) => `<sheet name="${n}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names.map((_, i) => `<Relationship Id="rId${i + 1}" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>`,
    ...Object.fromEntries(names.map((n, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheets[n] ?? ''])),
    ...(strings && { 'xl/sharedStrings.xml': strings }),
  });
};
const sheet = (rows: string): string => `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData></worksheet>`;

async function* inPieces(file: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size);
}
async function read(file: Buffer, size = 64 * 1024): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const handful of tableRows(inPieces(file, size))) rows.push(...handful);
  return rows;
}
const cellsOf = async (file: Buffer, size?: number) => (await read(file, size)).map((row) => row.cells);
const problemOf = (file: Buffer): Promise<unknown> =>
  read(file).then(
    () => 'none',
    (error: UnusableFile) => error.problem ?? error,
  );

describe('reading workbooks', () => {
  it('takes shared, inline, rich and plain texts, numbers, truth values, gaps and entities', async () => {
    const strings =
      '<sst><si><t>姓名</t></si><si><r><t>工</t></r><r><t xml:space="preserve">会 </t></r><rPh sb="0" eb="1"><t>ゴ</t></rPh></si><si><t/></si></sst>';
    const rows =
      '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="inlineStr"><is><t>A &amp; B &#x4E2D;</t></is></c></row>' +
      '<row r="5"><c r="A5"><v>14012341234</v></c><c r="B5"><v>1.4012341234E10</v></c><c r="C5" t="b"><v>1</v></c><c r="D5" t="str"><v>x&lt;y</v></c><c r="E5" t="s"><v>2</v></c><c r="F5" t="e"><v>#N/A</v></c><c r="G5"/></row>';
    expect(await read(workbook({ 甲: sheet(rows) }, strings))).toEqual([
      { sheet: '甲', line: 2, cells: ['姓名', '', '工会 ', 'A & B 中'], formulas: [] },
      { sheet: '甲', line: 5, cells: ['14012341234', '14012341234', '是', 'x<y', '', ''], formulas: [] },
    ]);
  });

  it('takes sheets with a namespace prefix, without cell references, and several of them in order', async () => {
    const prefixed =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>一</x:t></x:is></x:c><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const rows = await read(workbook({ '甲 &amp; 乙': prefixed, 丙: sheet('<row><c><v>3</v></c></row>') }));
    expect(rows.map((row) => [row.sheet, row.line, row.cells])).toEqual([
      ['甲 & 乙', 1, ['一', '2']],
      ['丙', 1, ['3']],
    ]);
  });

  it('gives the same whatever the pieces it arrives in', async () => {
    const rows = Array.from(
      { length: 300 },
      (_, n) => `<row r="${n + 1}"><c t="inlineStr"><is><t>第${n}人</t></is></c></row>`,
    );
    const file = workbook({ 甲: sheet(rows.join('\n')) });
    const whole = await cellsOf(file);
    expect(whole).toHaveLength(300);
    for (const size of [1, 7, 1000]) expect(await cellsOf(file, size)).toEqual(whole);
  });

  it('marks formulas', async () => {
    const [row] = await read(
      workbook({ 甲: sheet('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1+1</f><v>2</v></c></row>') }),
    );
    expect(row?.formulas).toEqual([1]);
  });

  it('refuses bombs, endless cells, endless empty lines, too many columns and DTDs, quickly', async () => {
    const bomb = workbook({ 甲: sheet(' '.repeat(60_000_000)) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await problemOf(bomb)).toBe('TOO_LARGE_UNPACKED');
    const noise = Array.from({ length: 400_000 }, (_, n) => (n * 7919) % 9973).join('');
    expect(await problemOf(workbook({ 甲: sheet(`<row r="1"><c t="inlineStr"><is><t>${noise}`) }))).toBe(
      'LINE_TOO_LONG',
    );
    const empty = Array.from({ length: 21_000 }, (_, n) => `<row r="${n + 1}" spans="1:${(n * 7919) % 99_991}"/>`).join(
      '',
    );
    expect(await problemOf(workbook({ 甲: sheet(empty) }))).toBe('TOO_MANY_EMPTY_LINES');
    expect(await problemOf(workbook({ 甲: sheet('<row r="1"><c r="ZZ1"><v>1</v></c></row>') }))).toBe(
      'TOO_MANY_COLUMNS',
    );
    const dtd =
      '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>';
    expect(await problemOf(workbook({ 甲: dtd }))).toBe('NOT_A_TABLE');
  });

  it('refuses what is damaged or something else', async () => {
    const file = workbook({
      甲: sheet(Array.from({ length: 999 }, (_, n) => `<row><c><v>${n * 7919}</v></c></row>`).join('')),
    });
    expect(await problemOf(file.subarray(0, file.length - 30))).toBe('NOT_A_TABLE');
    const broken = Buffer.from(file);
    broken.fill(0xff, file.indexOf('sheet1.xml') + 10, file.indexOf('sheet1.xml') + 60);
    expect(await problemOf(broken)).toBe('NOT_A_TABLE');
    expect(await problemOf(zip({ 'word/document.xml': '<w/>' }))).toBe('NOT_A_TABLE');
    expect(await problemOf(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toBe('OLD_OR_ENCRYPTED');
    expect(await problemOf(Buffer.alloc(0))).toBe('NOT_A_TABLE');
  });
});

/** How many bytes of a file have been asked for, and the problem it ended with. */
async function readSoFar(pieces: Iterable<Buffer>): Promise<{ problem: unknown; bytes: number; rows: number }> {
  let bytes = 0;
  let rows = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for (const piece of pieces) {
      bytes += piece.length;
      yield piece;
    }
  };
  try {
    for await (const handful of tableRows(counted())) rows += handful.length;
    return { problem: 'none', bytes, rows };
  } catch (error) {
    return { problem: (error as UnusableFile).problem ?? error, bytes, rows };
  }
}
const MB = 1024 * 1024;
function* repeated(piece: Buffer, times: number, first = ''): Generator<Buffer> {
  if (first) yield Buffer.from(first);
  for (let i = 0; i < times; i++) yield piece;
}

describe('files made to do harm', () => {
  it('a cell of 100 MB ends the reading before a megabyte of it has been taken', async () => {
    const cell = repeated(Buffer.alloc(64 * 1024, 'x'), 1600, '姓名,性别\n"');
    const { problem, bytes } = await readSoFar(cell);
    expect(problem).toBe('LINE_TOO_LONG');
    expect(bytes).toBeLessThan(MB);
  });

  it('an endless cell in a workbook is unpacked no further than two megabytes', async () => {
    const noise = Buffer.from(
      Array.from({ length: MB / 4 }, (_, n) => String((n * 7919) % 10_007).padStart(4, '0')).join(''),
    );
    const cell = `<row r="1"><c t="inlineStr"><is><t>${noise.toString().repeat(20)}</t></is></c></row>`;
    const file = workbook({ 甲: sheet(cell) });
    const whole = ZipArchive.prototype.read;
    const unpacked = jest.spyOn(ZipArchive.prototype, 'read');
    let taken = 0;
    unpacked.mockImplementation(async function* (this: ZipArchive, name: string) {
      for await (const part of whole.call(this, name)) {
        taken += part.length;
        yield part;
      }
    });
    const problem = await problemOf(file);
    unpacked.mockRestore();
    expect(problem).toBe('LINE_TOO_LONG');
    expect(taken).toBeGreaterThan(MB);
    expect(taken).toBeLessThan(3 * MB);
  });

  it('a million empty lines end the reading after twenty thousand', async () => {
    const csv = await readSoFar(repeated(Buffer.from(',,,\n'.repeat(10_000)), 100, '姓名,性别\n'));
    expect(csv).toMatchObject({ problem: 'TOO_MANY_EMPTY_LINES', rows: 1 });
    expect(csv.bytes).toBeLessThan(MB / 4);
    const rows = Array.from({ length: 1_000_000 }, (_, n) => `<row r="${n + 2}" ht="${(n * 7919) % 9973}"/>`).join('');
    expect(await problemOf(workbook({ 甲: sheet(rows) }))).toBe('TOO_MANY_EMPTY_LINES');
  });

  it('a bomb is refused when it has grown a hundredfold, and an honest file of the same size is read', async () => {
    const bomb = workbook({ 甲: sheet(' '.repeat(60_000_000)) });
    expect(await problemOf(bomb)).toBe('TOO_LARGE_UNPACKED');
    const honest = Array.from(
      { length: 60_000 },
      (_, n) => `<row r="${n + 1}"><c><v>${(n * 7919) % 99_991}</v></c></row>`,
    );
    expect(await read(workbook({ 甲: sheet(honest.join('')) })).then((all) => all.length)).toBe(60_000);
  });
});

describe('reading CSV', () => {
  it('takes UTF-8 with and without mark, and what Chinese Excel writes', async () => {
    const expected = [
      ['姓名', '工会'],
      ['张三', '第一,工会'],
    ];
    const text = '姓名,工会\r\n张三,"第一,工会"\r\n\r\n';
    // 姓名,工会 / 张三,"第一,工会" in GB18030
    const gb = Buffer.from('d0d5c3fb2cb9a4bbe10d0ad5c5c8fd2c22b5dad2bb2cb9a4bbe1220d0a', 'hex');
    for (const file of [Buffer.from(text), Buffer.from(`\uFEFF${text}`), gb]) {
      expect(await cellsOf(file)).toEqual(expected);
      expect(await cellsOf(file, 12)).toEqual(expected);
    }
  });

  it.each([',', ';', '\t'])('takes lines separated by %j', async (sign) => {
    expect(await cellsOf(Buffer.from(['甲', '乙'].join(sign)))).toEqual([['甲', '乙']]);
  });

  it('numbers lines as an editor does, also after a cell of several lines', async () => {
    const rows = await read(Buffer.from('a,b\n"一\n二",2\n,\n三,3\n'));
    expect(rows.map((row) => [row.line, row.cells[0]])).toEqual([
      [1, 'a'],
      [3, '一\n二'],
      [5, '三'],
    ]);
  });

  it('reads lines without a quotation mark as it reads those with one, whatever the pieces and the line ends', async () => {
    const lines = ['姓名,工会,备注', '张三,第一工会', '', '李四,,a b', ' , ', '王五,二,三,四'];
    const expected = [
      [1, ['姓名', '工会', '备注']],
      [2, ['张三', '第一工会']],
      [4, ['李四', '', 'a b']],
      [6, ['王五', '二', '三', '四']],
    ];
    for (const end of ['\n', '\r\n', '\r']) {
      const plain = lines.join(end);
      for (const file of [plain, plain + end]) {
        for (const size of [7, 1000]) {
          const rows = await read(Buffer.from(file), size);
          expect(rows.map((row) => [row.line, row.cells])).toEqual(expected);
        }
      }
    }
    const quoted = await read(Buffer.from(`${lines.join('\n')}\n赵六,"七\n八"\n钱九,十`), 7);
    expect(quoted.slice(4).map((row) => [row.line, row.cells])).toEqual([
      [8, ['赵六', '七\n八']],
      [9, ['钱九', '十']],
    ]);
  });

  it('refuses endless lines, binary data and too many empty lines', async () => {
    expect(await problemOf(Buffer.from(`a,b\n"${'x'.repeat(600_000)}`))).toBe('LINE_TOO_LONG');
    expect(await problemOf(Buffer.from(`a,b\n${'x'.repeat(600_000)}`))).toBe('LINE_TOO_LONG');
    expect(await problemOf(Buffer.from(`a,b\n${'x'.repeat(600_000)}\n1,2`))).toBe('LINE_TOO_LONG');
    expect(await problemOf(Buffer.from([1, 0, 2, 0, 3]))).toBe('NOT_A_TABLE');
    expect(await problemOf(Buffer.from(`a,b\n${',\n'.repeat(21_000)}`))).toBe('TOO_MANY_EMPTY_LINES');
  });
});
