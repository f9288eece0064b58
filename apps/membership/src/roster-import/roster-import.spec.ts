import { eventually } from '@guantong/testing';
import { type Actor, type MirroredWorker, UnitWorkers } from '@guantong/contracts';
import ExcelJS from 'exceljs';
import { ImportSweep } from '../file-import/persistence/import-sweep.js';
import { buildTree, buildUnit, type TestTree } from '../testing/build-tree.js';
import { buildRosterCells, csvFile, ROSTER_HEADINGS, xlsxFile } from '../testing/build-roster.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';

describe('importing a roster', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  let admin: Actor;
  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
    admin = m.admin;
  });
  afterAll(() => m.stop());

  const members = async (unitId: string) => (await m.call(UnitWorkers, { unitId, limit: 100 }, admin)).items;
  const newSite = () => buildUnit(m, tree.street.id, 'site');
  let people = 100_000;
  const some = (n: number, unit: string, overrides: Record<string, string> = {}) =>
    Array.from({ length: n }, () => buildRosterCells(people++, unit, overrides));

  it('adds everybody once, tells of them in one event, and changes nothing when the same file comes again', async () => {
    const [a, b] = [await newSite(), await newSite()];
    const file = await xlsxFile([...some(60, a.code), ...some(60, b.name)], { title: '会员花名册（2026年3月）' });
    const before = await m.workersChanged();
    expect(await importFile(m, { file, actor: admin })).toMatchObject({
      status: 'DONE',
      rowsRead: 120,
      added: 120,
      changed: 0,
      unchanged: 0,
      rejected: 0,
      failure: null,
      errors: [],
    });
    const told = (await m.workersChanged()).slice(before.length);
    expect(told.map((workers) => workers.length)).toEqual([120]);
    expect(await members(a.id)).toHaveLength(60);

    const again = await importFile(m, { file, actor: admin });
    expect(again).toMatchObject({ status: 'DONE', added: 0, changed: 0, unchanged: 120 });
    expect(await m.workersChanged()).toHaveLength(before.length + 1);
    expect(await members(a.id)).toHaveLength(60);
  });

  it('tells nothing of names, phones, cards or birthdays', async () => {
    const site = await newSite();
    const [row] = some(1, site.code, {
      姓名: '卡纳丽',
      手机号: '14077776666',
      京卡号: 'JK7777666655',
      出生日期: '1977-07-06',
    });
    await importFile(m, { file: csvFile([row ?? []]), actor: admin });
    const [written] = await m.database.query<{ text: string }>(
      `select string_agg(envelope, ' ') as text from outbox where envelope like '%' || $1 || '%'`,
      [site.id],
    );
    expect(written?.text).toContain('"birthYear":1977');
    for (const secret of ['卡纳丽', '14077776666', 'JK7777666655', '1977-07'])
      expect(written?.text).not.toContain(secret);
    const [stored] = await m.database.query<{ row: string }>(
      `select w::text as row from worker w where w.card_number = 'JK7777666655'`,
    );
    expect(stored?.row).not.toContain('14077776666');
  });

  it('reads headings in any order and wording, blanks, full-width digits, five ways to write a date', async () => {
    const site = await newSite();
    const headings = [
      '工会名称',
      '手机号码',
      '姓名*',
      '性 别',
      '学历',
      '出生年月',
      '用工性质',
      '有无智能手机',
      '京卡卡号',
      '岗位',
    ];
    const dates = ['1978-05-06', '1978/5/6', '1978年5月6日', '19780506', 28_616];
    const file = await xlsxFile(
      dates.map((date, n) => [
        site.name,
        n === 0 ? 14_012_340_000 : `１４０１２３４０００${n}`,
        n === 1 ? '张 三' : `李四${n}`,
        ' 男 ',
        '大学本科',
        date,
        '正式',
        n === 0 ? '有' : '无',
        `jk-０００９９９９９９${n}`,
        '电工',
      ]),
      { headings, title: '登记表' },
    );
    expect(await importFile(m, { file, actor: admin })).toMatchObject({ added: 5, rejected: 0, errors: [] });
    const found = await members(site.id);
    expect(found.map((w) => w.birthDate)).toEqual(dates.map(() => '1978-05-06'));
    expect(found.map((w) => w.maskedPhone)).toEqual([0, 1, 2, 3, 4].map((n) => `140****000${n}`));
    expect(found[1]).toMatchObject({
      name: '张三',
      schooling: 'university',
      trade: '电工',
      cardNumber: 'JK0009999991',
    });
    expect(found.map((w) => w.hasSmartphone)).toEqual([true, false, false, false, false]);
  });

  it('names line, column and reason of every line it leaves out, in plain Chinese', async () => {
    const site = await newSite();
    const rows = [
      ...some(1, site.code),
      ...some(1, site.code, { 姓名: '' }),
      ...some(1, site.code, { 出生日期: '1978-02-30', 手机号: '12345' }),
      ...some(1, site.code, { 文化程度: '博学' }),
      ...some(1, '没有这个工会'),
      ...some(1, tree.street.code),
      ...some(1, site.code, { 出生日期: '2099-01-01' }),
    ];
    const view = await importFile(m, { file: csvFile(rows), actor: admin });
    expect(view).toMatchObject({ status: 'DONE', rowsRead: 7, added: 1, rejected: 6 });
    expect(view.errors.map(({ line, column, code }) => [line, column, code])).toEqual([
      [3, '姓名', 'MISSING'],
      [4, '出生日期', 'WRONG_DATE'],
      [4, '手机号', 'WRONG_PHONE'],
      [5, '文化程度', 'UNKNOWN_WORD'],
      [6, '所属工会', 'UNIT_NOT_FOUND'],
      [7, '所属工会', 'UNIT_NOT_GRASSROOTS'],
      [8, '出生日期', 'WRONG_DATE'],
    ]);
    expect(view.errors[3]?.zh).toBe('“文化程度”应填：小学、初中、高中、中专、大专、本科、研究生。');
  });

  it('knows a worker again by card, else by phone, else by name and birth date, and moves who has moved', async () => {
    const [a, b] = [await newSite(), await newSite()];
    const [card, phone, person] = [
      ...some(1, a.code),
      ...some(1, a.code, { 京卡号: '' }),
      ...some(1, a.code, { 京卡号: '', 手机号: '' }),
    ];
    await importFile(m, { file: csvFile([card ?? [], phone ?? [], person ?? []]), actor: admin });
    const before = new Map((await members(a.id)).map((w) => [w.name, w.workerId]));
    const withCell = (row: typeof card, column: string, value: string) =>
      (row ?? []).with(ROSTER_HEADINGS.indexOf(column), value);
    const told = (await m.workersChanged()).length;
    const view = await importFile(m, {
      file: csvFile([
        withCell(card, '所属工会', b.code),
        withCell(phone, '出生日期', '1970-01-01'),
        withCell(person, '工种', '班长'),
      ]),
      actor: admin,
    });
    expect(view).toMatchObject({ added: 0, changed: 2, moved: 1, rejected: 0, questions: 0 });
    expect(await members(a.id)).toHaveLength(2);
    const [moved] = await members(b.id);
    expect([moved?.workerId, moved?.slot]).toEqual([before.get(String(card?.[0])), 0]);
    const events = (await m.workersChanged()).slice(told).flat();
    expect(events.find((w: MirroredWorker) => w.workerId === moved?.workerId)).toMatchObject({ unitId: b.id, slot: 0 });
    const counts = await m.database.query(`select worker_count, next_slot from unit where id = any($1) order by code`, [
      [a.id, b.id],
    ]);
    expect(counts).toEqual([
      { worker_count: 2, next_slot: 3 },
      { worker_count: 1, next_slot: 1 },
    ]);
  });

  it('takes a family with one phone for as many people as there are cards', async () => {
    const site = await newSite();
    const rows = [...some(1, site.code, { 手机号: '14055550000' }), ...some(1, site.code, { 手机号: '14055550000' })];
    expect(await importFile(m, { file: csvFile(rows), actor: admin })).toMatchObject({ added: 2, rejected: 0 });
    expect(await importFile(m, { file: csvFile(rows), actor: admin })).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 2,
    });
  });

  it('uses the first of two lines about one person, also a thousand lines apart, the second time as the first', async () => {
    const site = await newSite();
    const rows = some(1200, site.code);
    const [first] = rows;
    const file = csvFile([...rows, (first ?? []).with(4, '换了工种')]);
    const one = await importFile(m, { file, actor: admin });
    expect(one).toMatchObject({ added: 1200, changed: 0, rejected: 1 });
    expect(one.errors[0]).toMatchObject({ line: 1202, code: 'SAME_PERSON_TWICE' });
    expect(await importFile(m, { file, actor: admin })).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 1200,
      rejected: 1,
    });
  });

  it('keeps everybody within their own unions: a foreign union, card or phone is as if it were not there', async () => {
    const [own, foreign] = [await newSite(), await buildUnit(m, tree.otherStreet.id, 'site')];
    const [theirs] = some(1, foreign.code, { 手机号: '14044443333' });
    await importFile(m, { file: csvFile([theirs ?? []]), actor: admin });
    const streetAdmin = await m.staff(tree.street.id, 'administrator');
    const view = await importFile(m, {
      file: csvFile([
        ...some(1, foreign.code),
        (theirs ?? []).with(9, own.code),
        ...some(1, own.code, { 手机号: '14044443333', 姓名: String(theirs?.[0]) }),
      ]),
      actor: streetAdmin,
    });
    expect(view).toMatchObject({ added: 1, changed: 0, rejected: 1, needsTransfer: 1 });
    expect(view.errors.map((e) => [e.line, e.code])).toEqual([
      [2, 'UNIT_NOT_FOUND'],
      [3, 'NEEDS_TRANSFER'],
    ]);
    expect(await members(foreign.id)).toHaveLength(1);
  });

  it('fills lines that name no union into the one chosen at the upload', async () => {
    const site = await newSite();
    const file = csvFile(some(2, ''));
    expect(await importFile(m, { file, actor: admin })).toMatchObject({ added: 0, rejected: 2 });
    expect(await importFile(m, { file, actor: admin, unitId: site.id })).toMatchObject({ added: 2, rejected: 0 });
    await expect(importFile(m, { file, actor: admin, unitId: tree.street.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('refuses formulas line by line, and files that are no rosters as a whole', async () => {
    const site = await newSite();
    const [row] = some(1, site.code);
    const file = await xlsxFile([row ?? []], {
      prepare: (book: ExcelJS.Workbook) => {
        const cell = book.worksheets[0]?.getCell('E2');
        if (cell) cell.value = { formula: '1+1', result: '电工' };
      },
    });
    expect((await importFile(m, { file, actor: admin })).errors).toMatchObject([
      { line: 2, column: '工种', code: 'FORMULA' },
    ]);

    const failure = async (bytes: Buffer) => (await importFile(m, { file: bytes, actor: admin })).failure?.code;
    expect(await failure(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]))).toBe('OLD_OR_ENCRYPTED');
    expect(await failure(Buffer.from('PK\u0003\u0004 not really'))).toBe('NOT_A_TABLE');
    expect(await failure(csvFile([['a', 'b']], ['甲', '乙']))).toBe('NO_HEADINGS');
    expect(await failure(Buffer.from([1, 0, 0, 2]))).toBe('NOT_A_TABLE');
  });

  it('leaves nothing of the file behind once it is done, and what is to be repaired for a week', async () => {
    const site = await newSite();
    const chunksOf = (importId: string) =>
      m.database.query(`select 1 from file_import_chunk where import_id = $1`, [importId]);
    const done = await importFile(m, { file: csvFile(some(3, site.code)), actor: admin });
    // swept after the import has said it is done
    await eventually(async () => expect(await chunksOf(done.importId)).toEqual([]));

    const wrong = await importFile(m, { file: csvFile(some(3, site.code, { 性别: '?' })), actor: admin });
    expect(await chunksOf(wrong.importId)).toHaveLength(1);
    await m.database.query(`update file_import set kept_until = now() - interval '1 s' where id = $1`, [
      wrong.importId,
    ]);
    await m.app.get(ImportSweep).run();
    expect(await chunksOf(wrong.importId)).toEqual([]);
    expect(await m.database.query(`select 1 from roster_import_line where import_id = $1`, [wrong.importId])).toEqual(
      [],
    );
  });
});
