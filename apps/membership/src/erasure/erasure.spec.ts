import {
  type Actor,
  AddSecondUnion,
  ANONYMOUS,
  AnswerRosterQuestion,
  ApplyToJoin,
  AskForCorrection,
  AskForErasure,
  AskOwnTransfer,
  ChangeOwnPhone,
  ConfirmErasure,
  type FileImportView,
  FindWorkers,
  GetFileImport,
  GetJoinCode,
  GetUnit,
  GetWorker,
  GiveConsent,
  IssueAccessCode,
  RefuseTransfer,
  SetOwnPreferences,
  UnitWorkers,
  WorkerUnions,
} from '@guantong/contracts';
import { newRequestContext, runInContext } from '@guantong/platform';
import { columnsContaining } from '@guantong/testing';
import { FieldCipher } from '../personal-data/field-cipher.js';
import { buildRosterCells, csvFile } from '../testing/build-roster.js';
import { buildTree, type TestTree } from '../testing/build-tree.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';
import { workerLogin } from '../testing/worker-login.js';

const NAME = '金丝雀甲';
const TRADE = '金丝雀饲养员';
const CARD = 'JKCANARY0001';
const PHONE = '14055557777';
const REASON = '金丝雀想搬家';
const NOTE = '金丝雀补充';
const CANARIES = [NAME, TRADE, CARD, PHONE, REASON, NOTE, '金丝雀'];

/** Everything encrypted in a row, opened: ciphertext would hide a canary from the search. */
const ENCRYPTED = [
  ['worker', 'phone_encrypted', 'phone_key_id'],
  ['joining', 'applicant_encrypted', 'key_id'],
  ['correction', 'content_encrypted', 'key_id'],
  ['file_import_chunk', 'content', 'key_id'],
  ['annotated_file_chunk', 'content', 'key_id'],
  ['roster_import_line', 'content', 'content_key_id'],
] as const;

describe('an erasure', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  let admin: Actor;
  let me: () => Promise<Actor>;
  let workerId: string;
  let slot: number;
  let checks: FileImportView[];
  let inQuestion: FileImportView;

  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
    admin = await m.staff(tree.site.id, 'administrator');
    const canary = buildRosterCells(0, tree.site.code, { 姓名: NAME, 工种: TRADE, 手机号: PHONE, 京卡号: CARD });
    // a line that is refused says what stood in it, and one that is about the same person twice
    const rows = [canary, buildRosterCells(1, tree.site.code), canary, buildRosterCells(2, '没有这个工会')];
    // a check knows somebody who is not entered yet under an id of its own
    const early = await importFile(m, { file: csvFile([canary]), actor: m.admin, dryRun: true });
    await importFile(m, { file: csvFile(rows), actor: m.admin });
    const changed = buildRosterCells(0, tree.site.code, {
      姓名: NAME,
      工种: `${TRADE}长`,
      手机号: PHONE,
      京卡号: CARD,
    });
    await importFile(m, { file: csvFile([changed, changed]), actor: m.admin });
    const [worker] = (await m.call(FindWorkers, { search: CARD }, m.admin)).items;
    workerId = worker?.workerId ?? '';
    slot = worker?.slot ?? -1;
    const late = await importFile(m, { file: csvFile([canary]), actor: m.admin, dryRun: true });
    checks = [early, late];
    // the same phone under another name: the line is kept until somebody says who that is
    const other = { 姓名: '金丝雀丙', 手机号: PHONE, 京卡号: '' };
    inQuestion = await importFile(m, { file: csvFile([buildRosterCells(3, tree.site.code, other)]), actor: m.admin });
    me = await workerLogin(m, { workerId, cardNumber: CARD });
    await useEverything();
  });
  afterAll(() => m.stop());

  async function useEverything(): Promise<void> {
    const actor = await me();
    const keyed = <T>(work: () => Promise<T>) =>
      runInContext(newRequestContext({ idempotencyKey: `key-${Math.random()}`, actorId: actor.accountId ?? '' }), work);
    await m.call(AddSecondUnion, { workerId, unitId: tree.otherSite.id }, admin);
    await m.call(IssueAccessCode, { workerId }, admin);
    await keyed(() => m.call(AskForCorrection, { fields: { name: `${NAME}改` }, note: NOTE }, actor));
    const asked = await keyed(() => m.call(AskOwnTransfer, { unitId: tree.otherSite.id, reason: REASON }, actor));
    await m.call(RefuseTransfer, { transferId: asked.transferId, reason: REASON }, admin);
    await m.call(ChangeOwnPhone, { phone: PHONE }, actor);
    await m.call(GiveConsent, { text: 'privacy', version: 1 }, actor);
    const reachBy = ['call' as const];
    await m.call(SetOwnPreferences, { reachBy, quietFrom: null, quietUntil: null, noProfiling: true }, actor);
    const { code } = await m.call(GetJoinCode, { unitId: tree.site.id }, admin);
    const said = { name: NAME, sex: 'F' as const, birthDate: '1990-01-01', phone: PHONE, trade: TRADE };
    await m.call(
      ApplyToJoin,
      { ...said, code, schooling: 'college', employmentForm: 'migrant', cardNumber: CARD },
      ANONYMOUS,
    );
  }

  const inColumns = async () =>
    (await Promise.all(CANARIES.map((canary) => columnsContaining(m.database, canary)))).flat();
  const inCiphertext = async (): Promise<string[]> => {
    const cipher = m.app.get(FieldCipher);
    const found: string[] = [];
    for (const [table, column, key] of ENCRYPTED) {
      const rows = await m.database.query<{ sealed: Buffer; key: string }>(
        `select ${column} as sealed, ${key} as key from ${table} where ${column} is not null`,
      );
      const open = rows.map((row) => cipher.decrypt(row.sealed, row.key).toString());
      if (open.some((text) => CANARIES.some((canary) => text.includes(canary)))) found.push(`${table}.${column}`);
    }
    return found;
  };

  it('finds its canaries everywhere beforehand (the control)', async () => {
    expect([...new Set(await inColumns())].toSorted()).toEqual(
      expect.arrayContaining([
        'roster_import_planned.card_number',
        'roster_import_planned.name',
        'transfer.reason',
        'transfer_word.reason',
        'worker.card_number',
        'worker.name',
        'worker.trade',
      ]),
    );
    expect(await inCiphertext()).toEqual(
      expect.arrayContaining(
        ENCRYPTED.map(([table, column]) => `${table}.${column}`).filter((c) => !/^annotated/.test(c)),
      ),
    );
    const planned = await m.database.query(
      `select import_id from roster_import_planned where name = $1 order by worker_id = $2`,
      [NAME, workerId],
    );
    expect(planned).toEqual(checks.map(({ importId }) => ({ import_id: importId })));
    expect([...checks.map((check) => check.status), inQuestion.questions]).toEqual(['CHECKED', 'CHECKED', 1]);
  });

  it('is asked for, and confirmed with the code and the phrase; short of that nothing happens', async () => {
    const actor = await me();
    const { code, phrase } = await m.call(AskForErasure, {}, actor);
    const other = code === '000000' ? '000001' : '000000';
    for (const wrong of [
      { code: other, phrase },
      { code, phrase: '删除' },
    ]) {
      await expect(m.call(ConfirmErasure, wrong, actor)).rejects.toMatchObject({ code: 'ERASURE_NOT_CONFIRMED' });
    }
    // five tries in all, however right the sixth
    for (let n = 0; n < 3; n++) {
      await expect(m.call(ConfirmErasure, { code: other, phrase }, actor)).rejects.toMatchObject({
        code: 'ERASURE_NOT_CONFIRMED',
      });
    }
    await expect(m.call(ConfirmErasure, { code, phrase }, actor)).rejects.toMatchObject({
      code: 'ERASURE_NOT_CONFIRMED',
    });
    expect((await m.call(GetWorker, { workerId }, admin)).name).toBe(NAME);
  });

  it('takes the person out of every table, in the clear and encrypted', async () => {
    const actor = await me();
    const before = (await m.call(GetUnit, { unitId: tree.site.id }, admin)).workers ?? 0;
    const { code, phrase } = await m.call(AskForErasure, {}, actor);
    expect(await m.call(ConfirmErasure, { code: ` ${code.slice(0, 3)} ${code.slice(3)}`, phrase }, actor)).toEqual({
      erased: true,
    });
    expect(await inColumns()).toEqual([]);
    expect(await inCiphertext()).toEqual([]);
    await expect(me()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect((await m.call(GetUnit, { unitId: tree.site.id }, admin)).workers).toBe(before - 1);
  });

  it('takes the files away that met the person: a check cannot be confirmed, a question not answered any more', async () => {
    for (const { importId } of checks) {
      const check = await m.call(GetFileImport, { importId, kind: 'ROSTER' }, m.admin);
      expect(check).toMatchObject({ status: 'FAILED', failure: { code: 'PERSON_ERASED' } });
    }
    const { importId } = inQuestion;
    await expect(m.call(AnswerRosterQuestion, { importId, seq: 0, as: 'NEW' }, m.admin)).rejects.toMatchObject({
      code: 'IMPORT_FILE_GONE',
    });
  });

  it('leaves an anonymous stub with its slot, tells the others, and keeps ids in the audit log', async () => {
    expect(await m.call(GetWorker, { workerId }, admin)).toMatchObject({
      ...{ name: '（已删除）', slot, status: 'LEFT', trade: '', maskedPhone: null, cardNumber: null },
      birthDate: '1900-01-01',
    });
    const told = (await m.workersChanged()).flat().findLast((w) => w.workerId === workerId);
    expect(told).toMatchObject({ status: 'LEFT', birthYear: 1900, secondary: [], slot });
    const [event] = await m.database.query(
      `select envelope::json -> 'data' as data from outbox where type = 'evt.membership.worker.erased.v1'`,
    );
    expect(event).toEqual({ data: { workerId } });
    const stays = (await m.call(WorkerUnions, { workerId }, admin)).items;
    expect(stays.map((s) => s.endedAs)).toEqual(['ERASED', 'ERASED']);
    const [left] = await m.database.query(
      `select (select count(*)::int from session s join account a on a.id = s.account_id where a.worker_id = $1) as sessions,
              (select count(*)::int from access_code c join account a on a.id = c.account_id where a.worker_id = $1) as codes,
              (select password_hash from account where worker_id = $1) as password,
              (select count(*)::int from consent where worker_id = $1) as consents,
              (select count(*)::int from audit_entry where $1::uuid = any(subject_ids)) > 0 as audited`,
      [workerId],
    );
    expect(left).toEqual({ sessions: 0, codes: 0, password: null, consents: 1, audited: true });
    expect((await m.call(FindWorkers, { search: '（已删除）' }, m.admin)).items).toEqual([]);
  });

  it('leaves everybody else as they were, and the person may come back as somebody new', async () => {
    const others = (await m.call(UnitWorkers, { unitId: tree.site.id }, m.admin)).items;
    expect(others).toHaveLength(1);
    const again = buildRosterCells(0, tree.site.code, { 姓名: '王回来', 手机号: PHONE, 京卡号: CARD });
    await importFile(m, { file: csvFile([again]), actor: m.admin });
    const [back] = (await m.call(FindWorkers, { search: CARD }, m.admin)).items;
    expect(back?.workerId).not.toBe(workerId);
    expect(back?.slot).toBeGreaterThan(slot);
  });
});
