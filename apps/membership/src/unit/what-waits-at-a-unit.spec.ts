import {
  type Actor,
  AgreeToTransfer,
  ANONYMOUS,
  ApplyToJoin,
  ApproveCorrection,
  ApproveJoining,
  ArrangeSubstitute,
  AskForCorrection,
  AskOwnTransfer,
  AskTransferHere,
  Corrections,
  DissolveUnit,
  FindWorkers,
  GetJoinCode,
  GetWorker,
  JoiningByReceipt,
  Joinings,
  MakeApiToken,
  MergeUnits,
  NameDeputy,
  OwnTransfers,
  ResolveSession,
  SplitUnit,
  UnitAppointments,
  UnitTransfers,
  UnitWorkers,
  type WorkerView,
} from '@guantong/contracts';
import { buildRosterCells, csvFile } from '../testing/build-roster.js';
import { buildTree, buildUnit, type TestTree, type TestUnit } from '../testing/build-tree.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';
import { workerLogin } from '../testing/worker-login.js';

const reason = '机构调整';

describe('what waits at a unit that goes', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  let going: TestUnit;
  let heir: TestUnit;
  let third: TestUnit;
  let heirAdmin: Actor;
  let people = 0;
  beforeAll(async () => {
    m = await membershipFixture({ TREE_POLL_MS: '60000' });
    tree = await buildTree(m);
  });
  afterAll(() => m.stop());
  beforeEach(async () => {
    [going, heir, third] = [await newUnion(), await newUnion(), await newUnion()];
    heirAdmin = await m.staff(heir.id, 'administrator');
  });

  const newUnion = () => buildUnit(m, tree.street.id, 'enterprise');
  const merge = () => m.call(MergeUnits, { unitIds: [going.id], intoUnitId: heir.id, reason }, m.admin);
  const dissolve = () => m.call(DissolveUnit, { unitId: going.id, reason }, m.admin);
  /** New members of a union, able to log in. */
  const members = async (
    unit: TestUnit,
    count: number,
  ): Promise<{ worker: WorkerView; actor: () => Promise<Actor> }[]> => {
    const rows = Array.from({ length: count }, () => buildRosterCells(800_000 + people++, unit.code));
    await importFile(m, { file: csvFile(rows), actor: m.admin });
    const found = (await m.call(UnitWorkers, { unitId: unit.id }, m.admin)).items.slice(-count);
    return Promise.all(found.map(async (worker) => ({ worker, actor: await workerLogin(m, worker) })));
  };
  const member = async (unit: TestUnit) => (await members(unit, 1))[0] as Awaited<ReturnType<typeof members>>[number];
  const own = async (actor: () => Promise<Actor>) => (await m.call(OwnTransfers, {}, await actor())).items[0];
  const unionOf = async ({ workerId }: WorkerView) => (await m.call(GetWorker, { workerId }, m.admin)).unitId;
  const apply = (code: string) => {
    const n = people++;
    const who = {
      name: '张申请',
      sex: 'F' as const,
      birthDate: '1990-01-02',
      phone: `1381${String(n).padStart(7, '0')}`,
    };
    return m.call(ApplyToJoin, { ...who, code, schooling: 'college', employmentForm: 'new_form' }, ANONYMOUS);
  };
  const codeOf = async (unit: TestUnit) => (await m.call(GetJoinCode, { unitId: unit.id }, m.admin)).code;
  const written = (action: string, unitId: string) =>
    m.database.query<{ ids: string[] }>(
      `select to_json(subject_ids) as ids from audit_entry where action = $1 and unit_id = $2`,
      [action, unitId],
    );

  it('transfers into it lead to the union that takes over, which can agree; it is written down', async () => {
    const { worker, actor } = await member(third);
    const { transferId } = await m.call(AskOwnTransfer, { unitId: going.id, reason: '换工地' }, await actor());
    await merge();
    expect(await own(actor)).toMatchObject({ transferId, state: 'WAITING', to: { unitId: heir.id }, endReason: null });
    expect((await m.call(UnitTransfers, { unitId: going.id }, m.admin)).items).toEqual([]);
    expect(await written('transfer.passed-on', going.id)).toEqual([{ ids: [transferId] }]);
    expect((await m.call(AgreeToTransfer, { transferId }, heirAdmin)).state).toBe('DONE');
    expect(await unionOf(worker)).toBe(heir.id);
  });

  it('transfers into it end where no union takes over, and say why', async () => {
    const { worker, actor } = await member(third);
    await m.call(AskOwnTransfer, { unitId: going.id }, await actor());
    await dissolve();
    const ended = await own(actor);
    expect(ended).toMatchObject({ state: 'EXPIRED', from: { unitId: third.id }, actions: [] });
    expect(ended?.endReason).toBe(`“${going.name}”已撤销，没有接续的工会，这件事随之结束。请另选一个工会。`);
    expect(await written('transfer.ended', going.id)).toEqual([{ ids: [ended?.transferId] }]);
    // nothing stands in the way of another one
    await m.call(AskOwnTransfer, { unitId: heir.id }, await actor());
    expect(await unionOf(worker)).toBe(third.id);
  });

  it('transfers out of it go on from the union that takes over; one that led there has become needless', async () => {
    const [leaving, arriving] = await members(going, 2);
    if (!leaving || !arriving) throw new Error('no members');
    await m.call(AskOwnTransfer, { unitId: third.id }, await leaving.actor());
    await m.call(AskOwnTransfer, { unitId: heir.id }, await arriving.actor());
    await merge();
    expect(await own(leaving.actor)).toMatchObject({
      state: 'WAITING',
      from: { unitId: heir.id },
      to: { unitId: third.id },
    });
    expect((await m.call(UnitTransfers, { unitId: heir.id, state: 'WAITING' }, heirAdmin)).items).toHaveLength(1);
    const needless = await own(arriving.actor);
    expect(needless?.state).toBe('EXPIRED');
    expect(needless?.endReason).toContain(`已经是“${heir.name}”的会员`);
    expect(await unionOf(arriving.worker)).toBe(heir.id);
    await m.call(AgreeToTransfer, { transferId: (await own(leaving.actor))?.transferId ?? '' }, m.admin);
    expect(await unionOf(leaving.worker)).toBe(third.id);
  });

  it('a transfer from the union that takes over into the one that goes is needless too', async () => {
    const { worker, actor } = await member(heir);
    await m.call(AskOwnTransfer, { unitId: going.id }, await actor());
    await merge();
    expect(await own(actor)).toMatchObject({ state: 'EXPIRED', to: { unitId: heir.id } });
    expect(await unionOf(worker)).toBe(heir.id);
  });

  it('applications pass to the union that takes over, and the code says which one that is', async () => {
    const code = await codeOf(going);
    const { receipt } = await apply(code);
    await merge();
    expect(await m.call(JoiningByReceipt, { receipt }, ANONYMOUS)).toMatchObject({
      unitName: heir.name,
      state: 'WAITING',
    });
    const [joining] = (await m.call(Joinings, { unitId: heir.id }, heirAdmin)).items;
    expect(await written('joining.passed-on', going.id)).toEqual([{ ids: [joining?.joiningId] }]);
    await m.call(ApproveJoining, { joiningId: joining?.joiningId ?? '' }, heirAdmin);
    expect((await m.call(UnitWorkers, { unitId: heir.id }, m.admin)).items.map((w) => w.name)).toEqual(['张申请']);
    await expect(apply(code)).rejects.toMatchObject({
      ...{ code: 'JOIN_UNION_SUCCEEDED', params: { unit: going.name, successor: heir.name } },
    });
    // and when that one goes in its turn
    await m.call(MergeUnits, { unitIds: [heir.id], intoUnitId: third.id, reason }, m.admin);
    await expect(apply(code)).rejects.toMatchObject({ params: { unit: going.name, successor: third.name } });
  });

  it('applications end where no union takes over, keep nothing of the applicant, and the code says so', async () => {
    const code = await codeOf(going);
    const { receipt } = await apply(code);
    await dissolve();
    const ended = await m.call(JoiningByReceipt, { receipt }, ANONYMOUS);
    expect(ended).toMatchObject({ unitName: going.name, state: 'EXPIRED' });
    expect(ended.reason).toContain('没有接续的工会');
    const kept = await m.database.query(
      `select 1 from joining where unit_id = $1 and num_nonnulls(applicant_encrypted, key_id, phone_index) > 0`,
      [going.id],
    );
    expect(kept).toEqual([]);
    await expect(apply(code)).rejects.toMatchObject({ code: 'JOIN_UNION_GONE', params: { unit: going.name } });
  });

  it('corrections that its members asked for are decided by the union that takes over', async () => {
    const { worker, actor } = await member(going);
    await m.call(AskForCorrection, { fields: { trade: '塔吊司机' } }, await actor());
    await merge();
    const [waiting] = (await m.call(Corrections, { unitId: heir.id }, heirAdmin)).items;
    await m.call(ApproveCorrection, { correctionId: waiting?.correctionId ?? '' }, heirAdmin);
    expect((await m.call(GetWorker, { workerId: worker.workerId }, m.admin)).trade).toBe('塔吊司机');
  });

  it('deputies, substitutes on duty and programs have no power there any more; written down', async () => {
    const officers = [await m.staff(going.id, 'safety_officer'), await m.staff(going.id, 'safety_officer')] as const;
    const times = {
      startsAt: new Date(Date.now() + 3_600_000).toISOString(),
      endsAt: new Date(Date.now() + 7_200_000).toISOString(),
    };
    const pair = { absentId: officers[0].accountId, substituteId: officers[1].accountId };
    await m.call(ArrangeSubstitute, { unitId: going.id, duty: 'safety', ...pair, ...times }, m.admin);
    const [appointment] = (await m.call(UnitAppointments, { unitId: going.id }, m.admin)).items;
    const deputy = await m.staff(third.id, 'safety_officer');
    const { endsAt } = times;
    await m.call(NameDeputy, { appointmentId: appointment?.appointmentId ?? '', login: deputy.login, endsAt }, m.admin);
    expect((await m.actorNow(deputy.accountId)).appointments).toHaveLength(2);
    const program = { name: '程序', unitId: going.id, reach: 'UNIT' as const, permissions: ['unit.read' as const] };
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const { token, tokenId } = await m.call(MakeApiToken, { ...program, expiresAt }, m.admin);
    await expect(m.call(ResolveSession, { token }, ANONYMOUS)).resolves.toBeTruthy();

    await merge();
    expect((await m.actorNow(deputy.accountId)).appointments).toMatchObject([{ unitId: third.id }]);
    await expect(m.call(ResolveSession, { token }, ANONYMOUS)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(m.call(MakeApiToken, { ...program, expiresAt }, m.admin)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const left = await m.database.query(
      `select (select count(*)::int from duty_substitute where unit_id = $1 and cancelled_at is null) as substitutes,
              (select count(*)::int from deputy_cover where account_id = $2 and ends_at > now()) as covers`,
      [going.id, deputy.accountId],
    );
    expect(left).toEqual([{ substitutes: 0, covers: 0 }]);
    expect(await written('api-token.revoked', going.id)).toEqual([{ ids: [tokenId, m.admin.accountId] }]);
    expect((await written('deputy.ended', going.id))[0]?.ids).toContain(deputy.accountId);
  });

  it('stays as it is when a union is split: transfers of those who go with a part go on from there', async () => {
    const [named, staying] = await members(going, 2);
    if (!named || !staying) throw new Error('no members');
    const outsider = await member(third);
    await m.call(AskOwnTransfer, { unitId: third.id }, await named.actor());
    await m.call(AskOwnTransfer, { unitId: third.id }, await staying.actor());
    await m.call(AskOwnTransfer, { unitId: going.id }, await outsider.actor());
    const { cardNumber, name } = (await member(heir)).worker;
    await m.call(AskTransferHere, { unitId: going.id, cardNumber: cardNumber ?? '', name }, m.admin);
    const part = { kind: 'enterprise' as const, code: `${going.code}-2`, name: `${going.name}二` };
    await m.call(
      SplitUnit,
      { unitId: going.id, parts: [{ ...part, workerIds: [named.worker.workerId] }], reason },
      m.admin,
    );
    const [opened] = await m.database.query<{ id: string }>(`select id from unit where code = $1`, [part.code]);
    expect(await own(named.actor)).toMatchObject({ state: 'WAITING', from: { unitId: opened?.id } });
    expect(await own(staying.actor)).toMatchObject({ state: 'WAITING', from: { unitId: going.id } });
    expect(await own(outsider.actor)).toMatchObject({ state: 'WAITING', to: { unitId: going.id } });
    const transferId = (await own(named.actor))?.transferId ?? '';
    expect((await m.call(AgreeToTransfer, { transferId }, m.admin)).state).toBe('DONE');
    expect(await unionOf(named.worker)).toBe(third.id);
    expect((await m.call(FindWorkers, { search: cardNumber ?? '' }, m.admin)).items[0]?.unitId).toBe(heir.id);
  });
});
