import { DissolveUnit, type FileImportLineError, GetUnit, SearchUnits, SYSTEM, UnitDigest } from '@guantong/contracts';
import { csvFile, type RosterCells } from '../testing/build-roster.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';
import { withCheckDigit } from './domain/credit-code.js';

const HEADINGS = ['组织编码', '组织名称', '简称', '层级', '类型', '上级组织编码', '地址'];
const byLine = (errors: readonly FileImportLineError[]) => errors.toSorted((a, b) => a.line - b.line);
const file = (rows: RosterCells[]): Buffer => csvFile(rows, HEADINGS);

const TREE: RosterCells[] = [
  ['BJ', '北京市总工会', '市总', '市级', '市总工会', '', '北京市'],
  ['FT', '丰台区总工会', '丰台总工会', '区级', '区总工会', 'BJ', ''],
  ['HD', '海淀区总工会', '海淀总工会', '区级', '区总工会', 'BJ', ''],
  ['FT-01', '看丹街道总工会', '看丹', '直属', '街道乡镇', 'FT', ''],
  ['FT-01-1', '某小学工会', '', '基层', '机关事业单位', 'FT-01', ''],
  ['FT-01-2', '某工地工会', '', '基层', '工地', 'FT-01', ''],
];

describe('importing units', () => {
  let m: MembershipFixture;
  beforeAll(async () => {
    m = await membershipFixture();
  });
  afterAll(() => m.stop());

  const idOf = async (code: string): Promise<string> => {
    const [row] = await m.database.query<{ id: string }>(`select id from unit where code = $1`, [code]);
    return row?.id ?? '';
  };
  const send = (rows: RosterCells[], actor = m.admin) => importFile(m, { kind: 'UNITS', file: file(rows), actor });

  it('builds the tree whatever the order of lines, and a second time changes nothing and tells nothing', async () => {
    expect(await send(TREE.toReversed())).toMatchObject({ status: 'DONE', added: 5, changed: 1, rejected: 0 });
    const view = await m.call(GetUnit, { unitId: await idOf('FT-01-2') }, m.admin);
    expect(view).toMatchObject({ tier: 'GRASSROOTS', kind: 'site', shortName: '某工地工会' });
    expect(view.breadcrumbs.map((unit) => unit.name)).toEqual([
      '北京市总工会',
      '丰台区总工会',
      '看丹街道总工会',
      '某工地工会',
    ]);
    const [digest, told] = [await m.call(UnitDigest, {}, SYSTEM), (await m.unitStates()).length];
    expect(await send(TREE)).toMatchObject({ status: 'DONE', added: 0, changed: 0, unchanged: 6, rejected: 0 });
    expect(await m.call(UnitDigest, {}, SYSTEM)).toEqual(digest);
    expect((await m.unitStates()).length).toBe(told);
  });

  it('moves a subtree when the file hangs it elsewhere, and tells of every unit whose path that changes', async () => {
    const told = (await m.unitStates()).length;
    const moved = TREE.map((row) => (row[0] === 'FT-01' ? row.with(5, 'HD') : row));
    expect(await send(moved)).toMatchObject({ added: 0, changed: 1, unchanged: 5 });
    const view = await m.call(GetUnit, { unitId: await idOf('FT-01-1') }, m.admin);
    expect(view.breadcrumbs.map((unit) => unit.name)[1]).toBe('海淀区总工会');
    const states = (await m.unitStates()).slice(told);
    const paths = new Map(states.map((state) => [state.unitId, state.path]));
    expect(paths.size).toBe(3);
    expect(paths.get(await idOf('FT-01-1'))).toEqual(view.breadcrumbs.map((unit) => unit.unitId));
    await send(TREE);
  });

  it('leaves out wrong lines with a reason each, and what hangs below them, and takes the rest', async () => {
    const view = await send([
      ['FT-02', '卢沟桥街道总工会', '', '直属', '街道乡镇', 'FT', ''],
      ['FT-02', '又一个', '', '直属', '街道乡镇', 'FT', ''],
      ['FT-03', '', '', '直属', '街道乡镇', 'FT', ''],
      ['FT-03-1', '没有上级的工会', '', '基层', '企业', 'FT-03', ''],
      ['FT-04', '跳级工会', '', '基层', '企业', 'FT', ''],
      ['FT-05', '类型不对', '', '直属', '工地', 'FT', ''],
      ['FT-06', '怪类型', '', '直属', '俱乐部', 'FT', ''],
      ['中文', '编码不对', '', '直属', '街道', 'FT', ''],
      ['SH', '上海市总工会', '', '市级', '市总工会', '', ''],
      ['HD', '海淀改层级', '', '直属', '街道', 'FT', ''],
    ]);
    expect(view).toMatchObject({ status: 'DONE', added: 1, rejected: 9 });
    expect(byLine(view.errors).map(({ line, column, code }) => [line, column, code])).toEqual([
      [3, '组织编码', 'CODE_TWICE'],
      [4, '组织名称', 'MISSING'],
      [5, '上级组织编码', 'PARENT_NOT_FOUND'],
      [6, '上级组织编码', 'PARENT_NOT_ONE_ABOVE'],
      [7, '类型', 'KIND_NOT_OF_TIER'],
      [8, '类型', 'UNKNOWN_WORD'],
      [9, '组织编码', 'CODE_FORM'],
      [10, '组织编码', 'ONE_CITY_ONLY'],
      [11, '层级', 'TIER_CHANGED'],
    ]);
    expect(view.errors.find((e) => e.code === 'KIND_NOT_OF_TIER')?.zh).toBe('类型“工地”不属于层级“直属”。');
  });

  it('lets nobody change or hang anything outside their own subtree', async () => {
    const admin = await m.staff(await idOf('FT'), 'administrator');
    const view = await send(
      [
        ['HD', '被改名的海淀', '', '区级', '区总工会', 'BJ', ''],
        ['HD-01', '偷挂的街道', '', '直属', '街道', 'HD', ''],
        ['NEW', '新区总工会', '', '区级', '区总工会', 'BJ', ''],
        ['FT', '丰台区总工会', '丰台总', '区级', '区总工会', 'BJ', ''],
        ['FT-07', '自己的街道', '', '直属', '街道', 'FT', ''],
      ],
      admin,
    );
    expect(view).toMatchObject({ added: 1, changed: 1, rejected: 3 });
    expect(byLine(view.errors).map((e) => [e.line, e.code])).toEqual([
      [2, 'UNIT_NOT_FOUND'],
      [3, 'PARENT_NOT_FOUND'],
      [4, 'PARENT_NOT_FOUND'],
    ]);
    expect((await m.call(GetUnit, { unitId: await idOf('HD') }, m.admin)).name).toBe('海淀区总工会');
  });

  it('takes credit codes and contacts, tells a wrong one from a right one, and units are found by their initials', async () => {
    const wide = (rows: RosterCells[]) =>
      importFile(m, {
        kind: 'UNITS',
        file: csvFile(rows, [...HEADINGS, '统一社会信用代码', '联系人', '联系电话']),
        actor: m.admin,
      });
    const [one, two] = ['81110106MC2345678', '81110106MC3456789'].map(withCheckDigit) as [string, string];
    const site = (n: number): RosterCells => [`FT-01-C${n}`, `第${n}工地工会`, '', '基层', '工地', 'FT-01', ''];
    const rows: RosterCells[] = [
      [...site(1), one.toLowerCase(), '孙某', '14012341234'],
      [...site(2), '', '', ''],
      [...site(3), `${two.slice(0, 17)}#`, '', ''],
      [...site(4), '91110000802100433B', '', ''],
      [...site(5), one, '', ''],
      [...site(6), two, '', '电话'],
    ];
    const view = await wide(rows);
    expect(view).toMatchObject({ added: 2, rejected: 4 });
    expect(byLine(view.errors).map(({ line, column, code }) => [line, column, code])).toEqual([
      [4, '统一社会信用代码', 'CREDIT_CODE_WRONG'],
      [5, '统一社会信用代码', 'CREDIT_CODE_NOT_UNION'],
      [6, '统一社会信用代码', 'CREDIT_CODE_TAKEN'],
      [7, '联系电话', 'WRONG_CONTACT_PHONE'],
    ]);
    const unitId = await idOf('FT-01-C1');
    expect(await m.call(GetUnit, { unitId }, m.admin)).toMatchObject({
      creditCode: one,
      contact: { name: '孙某', maskedPhone: '140****1234' },
    });
    // a file that does not say leaves what is known
    expect(await send([site(1)])).toMatchObject({ unchanged: 1 });
    expect((await m.call(GetUnit, { unitId }, m.admin)).creditCode).toBe(one);
    const { items } = await m.call(SearchUnits, { search: 'd1gdgh' }, m.admin);
    expect(items.map((unit) => unit.unitId)).toEqual([unitId]);
  });

  it('does not bring a dissolved unit back', async () => {
    await m.call(DissolveUnit, { unitId: await idOf('FT-01-C2'), reason: '完工' }, m.admin);
    const view = await send([['FT-01-C2', '第2工地工会', '', '基层', '工地', 'FT-01', '']]);
    expect(view.errors).toMatchObject([{ code: 'UNIT_GONE' }]);
  });
});
