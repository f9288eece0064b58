import { type Actor, AnnotateRosterFile, GetFileImport, ReadAnnotatedFile } from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import ExcelJS from 'exceljs';
import { buildTree, buildUnit, type TestTree } from '../testing/build-tree.js';
import { buildRosterCells, csvFile, ROSTER_HEADINGS, type RosterCells, xlsxFile } from '../testing/build-roster.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';

describe('the same file with a column of results', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
  });
  afterAll(() => m.stop());

  let people = 400_000;
  const some = (n: number, unit: string, overrides: Record<string, string> = {}): RosterCells[] =>
    Array.from({ length: n }, () => buildRosterCells(people++, unit, overrides));
  const newSite = () => buildUnit(m, tree.street.id, 'site');
  const annotated = async (importId: string, actor: Actor = m.admin): Promise<{ name: string; bytes: Buffer }> => {
    await m.call(AnnotateRosterFile, { importId }, actor);
    await eventually(async () => {
      const { annotation } = await m.call(GetFileImport, { importId, kind: 'ROSTER' }, actor);
      expect(annotation).toBe('READY');
    });
    const first = await m.call(ReadAnnotatedFile, { importId, seq: 0 }, actor);
    const parts = [Buffer.from(first.data, 'base64')];
    for (let seq = 1; seq < first.pieces; seq++) {
      parts.push(Buffer.from((await m.call(ReadAnnotatedFile, { importId, seq }, actor)).data, 'base64'));
    }
    return { name: first.fileName, bytes: Buffer.concat(parts) };
  };
  const opened = async (bytes: Buffer): Promise<ExcelJS.Workbook> => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
    return book;
  };
  const cellsOf = (sheet: ExcelJS.Worksheet | undefined, line: number): string[] => {
    const row = sheet?.getRow(line);
    return Array.from({ length: row?.cellCount ?? 0 }, (_, i) => row?.getCell(i + 1).text ?? '');
  };

  it('has the same sheets, titles, headings and columns, and says beside each line what it came to', async () => {
    const site = await newSite();
    const rows = [...some(2, site.code), ...some(1, site.code, { 性别: '?' })];
    const file = await xlsxFile(rows, {
      title: '会员花名册',
      prepare: (book) => {
        const second = book.addWorksheet('第二页');
        second.addRow(['说明：退休的不填']);
        second.addRow(['备注', ...ROSTER_HEADINGS]);
        second.addRow(['甲', ...(some(1, site.code)[0] ?? [])]);
        book.addWorksheet('联系人').addRow(['办公室', '010-12345678']);
      },
    });
    const view = await importFile(m, { file, actor: m.admin });
    expect(view).toMatchObject({ added: 3, rejected: 1 });
    const { name, bytes } = await annotated(view.importId);
    expect(name).toBe('花名册-处理结果.xlsx');
    const book = await opened(bytes);
    expect(book.worksheets.map((s) => s.name)).toEqual(['花名册', '第二页', '联系人']);
    const [first, second, third] = book.worksheets;
    expect(cellsOf(first, 1)[0]).toBe('会员花名册');
    expect(cellsOf(first, 2)).toEqual([...ROSTER_HEADINGS, '处理结果']);
    expect(cellsOf(first, 3)).toEqual([...(rows[0] ?? []).map(String), '新增']);
    expect(cellsOf(first, 5).at(-1)).toBe('未处理：“性别”应填：男、女。');
    expect(cellsOf(second, 2)).toEqual(['备注', ...ROSTER_HEADINGS, '处理结果']);
    expect(cellsOf(second, 3).at(-1)).toBe('新增');
    expect(cellsOf(third, 1)).toEqual(['办公室', '010-12345678']);
  });

  it('is repaired and sent again as it is, as often as need be, with one such column', async () => {
    const site = await newSite();
    const rows = [...some(2, site.code), ...some(1, site.code, { 性别: '?' })];
    const view = await importFile(m, { file: await xlsxFile(rows), actor: m.admin, dryRun: true });
    expect(view).toMatchObject({ status: 'CHECKED', added: 2, rejected: 1 });
    const book = await opened((await annotated(view.importId)).bytes);
    expect(cellsOf(book.worksheets[0], 2).at(-1)).toBe('将新增');
    const sex = book.worksheets[0]?.getCell('B4');
    if (sex) sex.value = '男';
    const trade = book.worksheets[0]?.getCell('E2');
    if (trade) trade.value = '';
    const repaired = Buffer.from(await book.xlsx.writeBuffer());
    const again = await importFile(m, { file: repaired, actor: m.admin, dryRun: true });
    expect(again).toMatchObject({ status: 'CHECKED', added: 3, rejected: 0 });
    const sheet = (await opened((await annotated(again.importId)).bytes)).worksheets[0];
    expect(cellsOf(sheet, 1)).toEqual([...ROSTER_HEADINGS, '处理结果']);
    expect(cellsOf(sheet, 4).at(-1)).toBe('将新增');
  });

  it('holds no formula, whatever the file had, and what looked like one is read again as it was', async () => {
    const site = await newSite();
    const nasty = ['=1+1', '+86 14041110001', '-5', '@SUM(A1)', '\tx', '＝cmd', ' =1', '\u3000＋1'];
    const rows = nasty.map((text) => some(1, site.code, { 工种: text, 性别: '?' })[0] ?? []);
    const file = await xlsxFile(rows, {
      prepare: (book) => {
        const cell = book.worksheets[0]?.getCell('E10');
        if (cell) cell.value = { formula: 'HYPERLINK("http://example.org")', result: '=点我' };
      },
    });
    const csv = csvFile(rows);
    for (const [bytes, kind] of [
      [file, 'xlsx'],
      [csv, 'csv'],
    ] as const) {
      const view = await importFile(m, { file: bytes, actor: m.admin });
      expect(view.rejected).toBe(kind === 'csv' ? 8 : 9);
      const made = await annotated(view.importId);
      const text = kind === 'csv' ? made.bytes.toString() : '';
      const cells =
        kind === 'csv'
          ? text.split(/[,\r\n]+/)
          : (await opened(made.bytes)).worksheets.flatMap((s) =>
              Array.from({ length: s.rowCount }, (_, i) => cellsOf(s, i + 1)).flat(),
            );
      expect(cells.length).toBeGreaterThan(80);
      // a quoted CSV cell begins with its quotation mark
      expect(cells.filter((c) => /^"?[\s\u3000]*[=+\-@＝＋－＠]/.test(c))).toEqual([]);
      const xml = kind === 'xlsx' ? (await opened(made.bytes)).worksheets[0]?.getCell('E10').formula : undefined;
      expect(xml).toBeUndefined();
    }
    const repaired = csvFile(nasty.slice(1, 2).flatMap((phone) => some(1, site.code, { 手机号: `'${phone}` })));
    expect(await importFile(m, { file: repaired, actor: m.admin })).toMatchObject({ added: 1, rejected: 0 });
  });

  it('is CSV when the file was, in a form that Excel opens', async () => {
    const site = await newSite();
    const rows = [...some(1, site.code), ...some(1, site.code, { 出生日期: '?' })];
    const view = await importFile(m, { file: csvFile(rows), actor: m.admin });
    const { name, bytes } = await annotated(view.importId);
    expect(name).toBe('花名册-处理结果.csv');
    const lines = bytes.toString().split('\r\n');
    expect(lines[0]).toBe(`\uFEFF${[...ROSTER_HEADINGS, '处理结果'].join(',')}`);
    expect(lines[1]).toBe([...(rows[0] ?? []), '新增'].join(','));
    expect(lines[2]).toContain('未处理：“出生日期”不是有效的日期');
  });

  it('is made for whoever sent the file only, and only while the file is kept', async () => {
    const site = await newSite();
    const view = await importFile(m, { file: csvFile(some(1, site.code, { 性别: '?' })), actor: m.admin });
    const other = await m.staff(m.cityId, 'administrator');
    const { importId } = view;
    await expect(m.call(AnnotateRosterFile, { importId }, other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(m.call(ReadAnnotatedFile, { importId, seq: 0 }, m.admin)).rejects.toMatchObject({
      code: 'ANNOTATED_FILE_NOT_READY',
    });
    await annotated(importId);
    await expect(m.call(ReadAnnotatedFile, { importId, seq: 0 }, other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(m.call(ReadAnnotatedFile, { importId, seq: 9 }, m.admin)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const clean = await importFile(m, { file: csvFile(some(1, site.code)), actor: m.admin });
    await eventually(() =>
      expect(m.call(AnnotateRosterFile, { importId: clean.importId }, m.admin)).rejects.toMatchObject({
        code: 'IMPORT_FILE_GONE',
      }),
    );
    const audited = await m.database.query(
      `select 1 from audit_entry where action = 'roster-import.file-annotated' and $1 = any(subject_ids)`,
      [importId],
    );
    expect(audited).toHaveLength(1);
  });
});
