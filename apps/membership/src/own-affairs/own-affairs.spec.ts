import {
  type Actor,
  AddSecondUnion,
  ApproveCorrection,
  AskForCorrection,
  AskOwnTransfer,
  ChangeOwnPhone,
  ChangePhoneFor,
  CONSENT_TEXTS,
  Corrections,
  FindWorkers,
  GetHeldAboutMe,
  GetWorker,
  GiveConsent,
  PreferencesOf,
  RefuseCorrection,
  RevealPhone,
  SetOwnPreferences,
  SetPreferencesFor,
  UnitWorkers,
  WithdrawConsent,
  WithdrawCorrection,
  type WorkerView,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildRosterCells, csvFile } from '../testing/build-roster.js';
import { buildTree, type TestTree } from '../testing/build-tree.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';
import { workerLogin } from '../testing/worker-login.js';

describe('a worker’s own affairs', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  let workers: WorkerView[];
  let admin: Actor;
  let cadre: Actor & { login: string };
  let stranger: Actor;
  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
    admin = await m.staff(tree.site.id, 'administrator');
    cadre = await m.staff(tree.site.id, 'cadre');
    stranger = await m.staff(tree.otherSite.id, 'administrator');
    const rows = [...Array(6).keys()].map((n) => buildRosterCells(n, tree.site.code));
    await importFile(m, { file: csvFile(rows), actor: m.admin });
    workers = (await m.call(UnitWorkers, { unitId: tree.site.id }, m.admin)).items;
  });
  afterAll(() => m.stop());

  const worker = (n: number): WorkerView => workers[n] as WorkerView;
  const held = (actor: Actor) => m.call(GetHeldAboutMe, {}, actor);

  it('phone: changed by oneself, found under the new number, never taken on faith', async () => {
    const me = await (await workerLogin(m, worker(0)))();
    expect(await m.call(ChangeOwnPhone, { phone: '+86 139-1234-5678' }, me)).toEqual({ phone: '13912345678' });
    const [found] = (await m.call(FindWorkers, { search: '13912345678' }, cadre)).items;
    expect([found?.workerId, found?.maskedPhone]).toEqual([worker(0).workerId, '139****5678']);
    expect((await m.call(FindWorkers, { search: '14000000000' }, cadre)).items).toEqual([]);
    await expect(m.call(ChangeOwnPhone, { phone: '12345' }, me)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    expect((await held(me)).record.phone).toBe('13912345678');
    expect(await m.call(ChangeOwnPhone, { phone: null }, me)).toEqual({ phone: null });
  });

  it('phone: corrected by a cadre in the worker’s name, who sees by whom', async () => {
    const { workerId } = worker(1);
    const me = await (await workerLogin(m, worker(1)))();
    expect(await m.call(ChangePhoneFor, { workerId, phone: '13800000000' }, cadre)).toEqual({
      workerId,
      maskedPhone: '138****0000',
    });
    await m.call(RevealPhone, { workerId }, cadre);
    const [looked, changed] = (await held(me)).done;
    expect(looked).toMatchObject({ action: 'worker.phone.revealed', by: 'STAFF', onBehalf: false });
    expect(changed).toMatchObject({ action: 'worker.phone.changed', by: 'STAFF', onBehalf: true });
    expect(looked?.sentence).toMatch(/^员工\d+查看了.+完整手机号。$/);
    expect(looked?.name).toBe(changed?.name);
    await m.call(ChangeOwnPhone, { phone: '13800000001' }, me);
    expect((await held(me)).done[0]).toMatchObject({ by: 'SELF', name: null, onBehalf: false });
    for (const id of [workerId, newId()]) {
      await expect(m.call(ChangePhoneFor, { workerId: id, phone: null }, stranger)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
  });

  it('channels and quiet hours: chosen by oneself or on one’s behalf, and checked', async () => {
    const { workerId } = worker(2);
    const me = await (await workerLogin(m, worker(2)))();
    const wanted = {
      reachBy: ['call' as const, 'visit' as const],
      quietFrom: '22:00',
      quietUntil: '07:00',
      noProfiling: true,
    };
    expect(await m.call(SetOwnPreferences, wanted, me)).toMatchObject({ ...wanted, onBehalf: false });
    const forThem = { ...wanted, reachBy: ['notice_board' as const], quietFrom: null, quietUntil: null };
    await m.call(SetPreferencesFor, { workerId, ...forThem }, cadre);
    expect((await held(me)).preferences).toMatchObject({ ...forThem, onBehalf: true, changedAt: expect.any(String) });
    expect(await m.call(PreferencesOf, { workerId }, cadre)).toEqual((await held(me)).preferences);
    for (const wrong of [
      { quietFrom: '22:00', quietUntil: null },
      { quietFrom: '24:00', quietUntil: '07:00' },
      { reachBy: ['call' as const, 'call' as const] },
      { reachBy: ['telegram' as never] },
    ]) {
      await expect(m.call(SetOwnPreferences, { ...wanted, ...wrong }, me)).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
      });
    }
    for (const id of [workerId, newId()]) {
      await expect(m.call(PreferencesOf, { workerId: id }, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(m.call(SetPreferencesFor, { workerId: id, ...wanted }, stranger)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
  });

  it('consents: to the version in force, once, and withdrawn when one likes', async () => {
    const me = await (await workerLogin(m, worker(3)))();
    const { version } = CONSENT_TEXTS.privacy;
    await expect(m.call(GiveConsent, { text: 'privacy', version: version + 1 }, me)).rejects.toMatchObject({
      code: 'CONSENT_TEXT_OUTDATED',
    });
    await m.call(GiveConsent, { text: 'privacy', version }, me);
    await m.call(GiveConsent, { text: 'privacy', version }, me);
    expect((await held(me)).consents).toMatchObject([{ text: 'privacy', version, withdrawnAt: null }]);
    await m.call(WithdrawConsent, { text: 'privacy' }, me);
    await m.call(GiveConsent, { text: 'privacy', version }, me);
    expect((await held(me)).consents.map((c) => c.withdrawnAt !== null)).toEqual([false, true]);
  });

  it('roster data: corrected by the union when the worker asks, announced, and told with its reason when not', async () => {
    const { workerId } = worker(4);
    const me = await (await workerLogin(m, worker(4)))();
    const ask = (fields: object) => m.call(AskForCorrection, { fields, note: '身份证上如此' }, me);
    await expect(ask({})).rejects.toMatchObject({ code: 'NOTHING_TO_CORRECT' });
    await expect(ask({ name: worker(4).name })).rejects.toMatchObject({ code: 'NOTHING_TO_CORRECT' });
    await expect(ask({ birthDate: '2999-01-01' })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await expect(ask({ status: 'LEFT' })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    const first = await ask({ cardNumber: worker(5).cardNumber });
    await expect(ask({ name: '别的' })).rejects.toMatchObject({ code: 'CORRECTION_OPEN' });
    await expect(m.call(ApproveCorrection, { correctionId: first.correctionId }, admin)).rejects.toMatchObject({
      code: 'CARD_NUMBER_TAKEN',
    });
    const refusal = { correctionId: first.correctionId, reason: '卡号是别人的' };
    await expect(m.call(RefuseCorrection, refusal, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await m.call(RefuseCorrection, refusal, admin);
    expect((await held(me)).corrections[0]).toMatchObject({ state: 'REFUSED', reason: '卡号是别人的' });

    const { correctionId } = await ask({ name: '新名字', birthDate: '1988-08-08', schooling: 'university' });
    const rows = JSON.stringify(await m.database.query('select to_jsonb(c)::text as row from correction c'));
    expect(rows).not.toContain('新名字');
    expect((await m.call(Corrections, { unitId: tree.site.id, state: 'WAITING' }, admin)).items).toMatchObject([
      { correctionId, workerId, fields: { name: '新名字' }, note: '身份证上如此' },
    ]);
    await expect(m.call(Corrections, { unitId: tree.site.id }, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await m.call(ApproveCorrection, { correctionId }, admin)).state).toBe('APPROVED');
    expect(await m.call(GetWorker, { workerId }, admin)).toMatchObject({ name: '新名字', birthDate: '1988-08-08' });
    const told = (await m.workersChanged()).flat().findLast((w) => w.workerId === workerId);
    expect(told).toMatchObject({ birthYear: 1988, schooling: 'university' });
    await expect(m.call(WithdrawCorrection, { correctionId }, me)).rejects.toMatchObject({
      code: 'CORRECTION_NOT_OPEN',
    });
    const other = await (await workerLogin(m, worker(5)))();
    await expect(m.call(WithdrawCorrection, { correctionId }, other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('everything held is shown to the worker, unmasked, and to nobody else', async () => {
    const me = await (await workerLogin(m, worker(5)))();
    await m.call(AddSecondUnion, { workerId: worker(5).workerId, unitId: tree.otherSite.id }, admin);
    await m.call(AskOwnTransfer, { unitId: tree.otherSite.id, reason: '搬家' }, me).catch(() => undefined);
    const all = await held(me);
    expect(all.record).toMatchObject({ workerId: worker(5).workerId, phone: '14000000005', languages: [] });
    expect(all.unions.map((u) => [u.unit.unitId, u.primary])).toEqual([
      [tree.site.id, true],
      [tree.otherSite.id, false],
    ]);
    expect(all.sessions).toMatchObject([{ sessionId: me.sessionId, current: true }]);
    expect(all.transfers[0]).toMatchObject({ reason: '搬家', actions: ['WITHDRAW', 'REFUSE'] });
    await expect(held(admin)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
