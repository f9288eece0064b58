import {
  AbsentWorkers,
  type Actor,
  AnswerRosterQuestion,
  ConfirmRosterImport,
  type FileImportView,
  GetWorker,
  RosterLines,
  type RosterLineResult,
  UnitWorkers,
} from '@guantong/contracts';
import { buildTree, buildUnit, type TestTree } from '../testing/build-tree.js';
import { buildRosterCells, csvFile, ROSTER_HEADINGS, type RosterCells } from '../testing/build-roster.js';
import { importEnd, importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';

describe('checking a roster before it is imported', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  let admin: Actor;
  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
    admin = m.admin;
  });
  afterAll(() => m.stop());

  let people = 300_000;
  const some = (n: number, unit: string, overrides: Record<string, string> = {}): RosterCells[] =>
    Array.from({ length: n }, () => buildRosterCells(people++, unit, overrides));
  const newSite = () => buildUnit(m, tree.street.id, 'site');
  const cell = (row: RosterCells | undefined, column: string, value: string): RosterCells =>
    (row ?? []).with(ROSTER_HEADINGS.indexOf(column), value);
  const members = async (unitId: string) => (await m.call(UnitWorkers, { unitId, limit: 100 }, admin)).items;
  const lines = async ({ importId }: FileImportView, actor = admin): Promise<RosterLineResult[]> =>
    (await m.call(RosterLines, { importId, limit: 100 }, actor)).items;
  const check = (rows: RosterCells[], options: { actor?: Actor; complete?: boolean } = {}) =>
    importFile(m, { file: csvFile(rows), actor: admin, dryRun: true, ...options });
  const of = ({ importId, kind }: FileImportView) => ({ importId, kind });
  const confirm = async (view: FileImportView, actor = admin): Promise<FileImportView> => {
    await m.call(ConfirmRosterImport, { importId: view.importId }, actor);
    return importEnd(m, of(view), actor);
  };
  /** All of `worker`, to see that nothing has been written. */
  const workers = () => m.database.query(`select w::text from worker w order by id`);

  it('says line by line what would happen, in plain Chinese, and writes nothing to workers', async () => {
    const [a, b] = [await newSite(), await newSite()];
    const known = some(4, a.code);
    await importFile(m, { file: csvFile(known), actor: admin });
    const before = [await workers(), await m.workersChanged()];
    const view = await check([
      known[0] ?? [],
      cell(cell(known[1], '手机号', '14000001111'), '工种', '塔吊司机'),
      cell(known[2], '所属工会', b.code),
      ...some(1, b.code),
      ...some(1, b.code, { 性别: '外星人', 出生日期: '2月30日' }),
    ]);
    expect(view).toMatchObject({ status: 'CHECKED', dryRun: true, rowsRead: 5 });
    expect(view).toMatchObject({ added: 1, changed: 1, moved: 1, unchanged: 1, rejected: 1, questions: 0 });
    expect([await workers(), await m.workersChanged()]).toEqual(before);
    const found = await lines(view);
    expect(found.map(({ line, outcome, zh }) => [line, outcome, zh])).toEqual([
      [2, 'UNCHANGED', '无变化'],
      [3, 'CHANGED', '将修改：工种、手机号'],
      [4, 'MOVED', '将转入：所属工会'],
      [5, 'ADDED', '将新增'],
      [6, 'REFUSED', '未处理：“出生日期”不是有效的日期，请写成 1978-05-06。“性别”应填：男、女。'],
    ]);
    const [, changed, moved, added] = found;
    const oldPhone = String(known[1]?.[6]);
    expect(changed?.changes).toEqual([
      { field: 'trade', name: '工种', from: '普工', to: '塔吊司机' },
      { field: 'phone', name: '手机号', from: `${oldPhone.slice(0, 3)}****${oldPhone.slice(-4)}`, to: '140****1111' },
    ]);
    expect(moved?.changes).toEqual([{ field: 'unit', name: '所属工会', from: a.name, to: b.name }]);
    expect(added?.workerId).toBeNull();

    const page = await m.call(RosterLines, { importId: view.importId, outcome: 'ADDED', limit: 1 }, admin);
    expect(page).toMatchObject({ items: [{ line: 5 }], next: '3' });
    const next = await m.call(RosterLines, { importId: view.importId, limit: 2, cursor: '1' }, admin);
    expect(next.items.map((l) => l.line)).toEqual([4, 5]);
  });

  it('knows within the file whom its earlier lines would add, also a thousand lines on', async () => {
    const site = await newSite();
    const rows = some(1100, site.code);
    const view = await check([...rows, cell(rows[0], '工种', '别的'), cell(rows[1], '京卡号', '')]);
    expect(view).toMatchObject({ added: 1100, rejected: 2 });
    const refused = await m.call(RosterLines, { importId: view.importId, outcome: 'REFUSED' }, admin);
    expect(refused.items.map((l) => [l.line, l.problems[0]?.code])).toEqual([
      [1102, 'SAME_PERSON_TWICE'],
      [1103, 'SAME_PERSON_TWICE'],
    ]);
    // the import does the same
    expect(await confirm(view)).toMatchObject({ status: 'DONE', added: 1100, rejected: 2 });
  });

  it('imports what was checked without another upload, once', async () => {
    const site = await newSite();
    const view = await check(some(3, site.code));
    expect(await confirm(view)).toMatchObject({ status: 'DONE', dryRun: false, rowsRead: 3, added: 3, rejected: 0 });
    expect(await members(site.id)).toHaveLength(3);
    expect((await lines(view)).map((l) => l.zh)).toEqual(['新增', '新增', '新增']);
    await expect(confirm(view)).rejects.toMatchObject({ code: 'IMPORT_NOT_CHECKED' });
    const direct = await importFile(m, { file: csvFile(some(1, site.code)), actor: admin });
    await expect(confirm(direct)).rejects.toMatchObject({ code: 'IMPORT_NOT_CHECKED' });
  });

  it('leaves alone what has changed since the check, and does the rest', async () => {
    const site = await newSite();
    const known = some(3, site.code);
    await importFile(m, { file: csvFile(known), actor: admin });
    const view = await check([
      cell(known[0], '工种', '电工'),
      cell(known[1], '工种', '电工'),
      cell(known[2], '工种', '电工'),
      ...some(1, site.code),
    ]);
    // somebody corrects the first by hand, and enters of the second just what the file says
    await importFile(m, { file: csvFile([cell(known[0], '工种', '焊工')]), actor: admin });
    await importFile(m, { file: csvFile([cell(known[1], '工种', '电工')]), actor: admin });
    const done = await confirm(view);
    expect(done).toMatchObject({ status: 'DONE', added: 1, changed: 1, unchanged: 1, rejected: 1 });
    const [first] = await lines(done);
    expect(first?.problems.map((p) => p.code)).toEqual(['CHANGED_SINCE_CHECK']);
    expect(first?.workerId).toBeNull();
    // refused, but in the file
    expect(await m.call(AbsentWorkers, { importId: view.importId, limit: 50 }, admin)).toMatchObject({ items: [] });
    expect((await members(site.id)).map((w) => w.trade).slice(0, 3)).toEqual(['焊工', '电工', '电工']);
  });

  it('lists who is not in the file, removes nobody, and proposes leavings only for a complete one', async () => {
    const [a, other] = [await newSite(), await newSite()];
    const known = some(5, a.code);
    await importFile(m, { file: csvFile([...known, ...some(2, other.code)]), actor: admin });
    const absent = async (view: FileImportView, limit = 50, cursor?: string) =>
      m.call(AbsentWorkers, { importId: view.importId, limit, ...(cursor && { cursor }) }, admin);
    const view = await check(known.slice(2));
    const found = await absent(view);
    expect(found).toMatchObject({ leavingProposed: false, next: null });
    expect(found.items.map((w) => [w.name, w.maskedCard])).toEqual(
      known.slice(0, 2).map((row) => [row[0], `****${String(row[8]).slice(-4)}`]),
    );
    const first = await absent(view, 1);
    expect([first.items, (await absent(view, 1, first.next ?? '')).items].flat()).toEqual(found.items);
    await confirm(view);
    expect(await members(a.id)).toHaveLength(5);
    const complete = await check(known, { complete: true });
    expect(await absent(complete)).toEqual({ leavingProposed: true, items: [], next: null });
    expect((await absent(await check(known.slice(4), { complete: true }))).items).toHaveLength(4);
  });

  it('asks where a phone is known under another name, and does what is answered', async () => {
    const site = await newSite();
    const [husband] = some(1, site.code, { 京卡号: '', 手机号: '14031110000' });
    await importFile(m, { file: csvFile([husband ?? []]), actor: admin });
    const [wife, renamed, nobody] = ['卫一', '卫二', '卫三'].map((name) =>
      some(1, site.code, { 京卡号: '', 手机号: '14031110000', 姓名: name }),
    );
    const view = await importFile(m, {
      file: csvFile([...(wife ?? []), ...(renamed ?? []), ...(nobody ?? [])]),
      actor: admin,
    });
    expect(view).toMatchObject({ status: 'DONE', added: 0, questions: 3, rejected: 0 });
    const [asked] = await lines(view);
    expect(asked).toMatchObject({ outcome: 'QUESTION', question: 'OTHER_NAME', answer: null });
    expect(asked?.zh).toMatch(/^待确认：手机号已登记在另一个姓名之下/);
    expect(asked?.candidates).toEqual([
      expect.objectContaining({ name: husband?.[0], maskedPhone: '140****0000', unitName: site.name, line: null }),
    ]);
    const workerId = asked?.candidates[0]?.workerId ?? '';
    const answer = (seq: number, body: { as: 'WORKER' | 'NEW' | 'NOBODY'; workerId?: string }) =>
      m.call(AnswerRosterQuestion, { importId: view.importId, seq, ...body }, admin);

    expect(await answer(0, { as: 'NEW' })).toMatchObject({ outcome: 'ADDED', answer: 'NEW' });
    expect(await answer(1, { as: 'WORKER', workerId })).toMatchObject({ outcome: 'CHANGED', workerId });
    expect(await answer(2, { as: 'NOBODY' })).toMatchObject({ outcome: 'LEFT_OUT', zh: '已略过' });
    expect((await members(site.id)).map((w) => w.name).toSorted()).toEqual(['卫一', '卫二']);
    const after = await importEnd(m, of(view), admin);
    expect(after).toMatchObject({ added: 1, changed: 1, leftOut: 1, questions: 0 });

    await expect(answer(0, { as: 'NOBODY' })).rejects.toMatchObject({ code: 'QUESTION_ANSWERED' });
    const again = await importFile(m, { file: csvFile([...(wife ?? []), ...(renamed ?? [])]), actor: admin });
    expect(again).toMatchObject({ added: 0, changed: 0, unchanged: 2, questions: 0 });
  });

  it('keeps answers given after a check for the import, and lets them be changed until then', async () => {
    const site = await newSite();
    const [first] = some(1, site.code, { 京卡号: '', 手机号: '14031112222' });
    await importFile(m, { file: csvFile([first ?? []]), actor: admin });
    const rows = ['冯一', '冯二', '冯三'].flatMap((name) =>
      some(1, site.code, { 京卡号: '', 手机号: '14031112222', 姓名: name }),
    );
    const view = await check(rows);
    expect(view).toMatchObject({ questions: 3 });
    const workerId = (await lines(view))[0]?.candidates[0]?.workerId ?? '';
    const before = await workers();
    const answer = (seq: number, body: { as: 'WORKER' | 'NEW' | 'NOBODY'; workerId?: string }) =>
      m.call(AnswerRosterQuestion, { importId: view.importId, seq, ...body }, admin);
    expect(await answer(0, { as: 'WORKER', workerId })).toMatchObject({
      outcome: 'CHANGED',
      zh: '将修改：姓名、性别、出生日期',
    });
    expect(await answer(0, { as: 'NEW' })).toMatchObject({ outcome: 'ADDED', answer: 'NEW' });
    expect(await answer(1, { as: 'WORKER', workerId })).toMatchObject({ outcome: 'CHANGED' });
    expect(await workers()).toEqual(before);
    expect(await importEnd(m, of(view), admin)).toMatchObject({ added: 1, changed: 1, questions: 1 });
    const done = await confirm(view);
    expect(done).toMatchObject({ status: 'DONE', added: 1, changed: 1, questions: 1, rejected: 0 });
    expect((await members(site.id)).map((w) => w.name).toSorted()).toEqual(['冯一', '冯二']);
    // the last one is still open, and can be answered now
    expect(await answer(2, { as: 'NEW' })).toMatchObject({ outcome: 'ADDED' });
    expect(await members(site.id)).toHaveLength(3);
  });

  it('asks when keys point to different people, and gives nobody a card that is somebody else’s', async () => {
    const site = await newSite();
    const [a, b] = some(2, site.code);
    await importFile(m, { file: csvFile([a ?? [], cell(b, '京卡号', '')]), actor: admin });
    const [x, y] = await members(site.id);
    // the card of one, phone and name of the other
    const mixed = cell(b, '京卡号', String(a?.[8]));
    const view = await importFile(m, { file: csvFile([cell(mixed, '姓名', String(b?.[0]))]), actor: admin });
    expect(view).toMatchObject({ questions: 1, changed: 0 });
    const [asked] = await lines(view);
    expect(asked?.question).toBe('KEYS_DISAGREE');
    expect(asked?.candidates.map((c) => c.workerId)).toEqual([x?.workerId, y?.workerId]);
    const done = await m.call(AnswerRosterQuestion, { importId: view.importId, seq: 0, as: 'NEW' }, admin);
    expect(done.outcome).toBe('ADDED');
    const added = await m.call(GetWorker, { workerId: done.workerId ?? '' }, admin);
    expect(added.cardNumber).toBeNull();
    expect(await m.call(GetWorker, { workerId: x?.workerId ?? '' }, admin)).toEqual(x);
  });

  it('is seen and answered by whoever sent the file, within what they may see now', async () => {
    const [own, foreign] = [await newSite(), await buildUnit(m, tree.otherStreet.id, 'site')];
    const [theirs] = some(1, foreign.code);
    await importFile(m, { file: csvFile([theirs ?? []]), actor: admin });
    const streetAdmin = await m.staff(tree.street.id, 'administrator');
    const [shared] = some(1, own.code, { 京卡号: '', 手机号: '14031113333' });
    await importFile(m, { file: csvFile([shared ?? []]), actor: streetAdmin });
    const view = await check([cell(theirs, '所属工会', own.code), cell(shared, '姓名', '别名')], {
      actor: streetAdmin,
    });
    expect(view).toMatchObject({ needsTransfer: 1, questions: 1 });
    const [away, asked] = await lines(view, streetAdmin);
    expect(away).toMatchObject({ outcome: 'NEEDS_TRANSFER', workerId: null, changes: [], candidates: [] });
    expect(away?.zh).toContain('转会申请');
    expect(asked?.candidates).toHaveLength(1);

    for (const actor of [admin, await m.staff(tree.otherStreet.id, 'administrator')]) {
      await expect(lines(view, actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(confirm(view, actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(m.call(AbsentWorkers, { importId: view.importId }, actor)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(
        m.call(AnswerRosterQuestion, { importId: view.importId, seq: 1, as: 'NEW' }, actor),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(
      m.call(AnswerRosterQuestion, { importId: view.importId, seq: 1, as: 'WORKER', workerId: own.id }, streetAdmin),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    // moved to another union since, the same account sees no more of those they may not see
    await m.database.query(`update appointment set unit_id = $1 where account_id = $2`, [
      tree.otherStreet.id,
      streetAdmin.accountId,
    ]);
    const now = await m.actorNow(streetAdmin.accountId);
    expect((await lines(view, now))[1]?.candidates).toEqual([]);
    await expect(
      m.call(AnswerRosterQuestion, { importId: view.importId, seq: 1, as: 'NEW' }, now),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
