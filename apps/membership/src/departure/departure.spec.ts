import {
  type Actor,
  AddSecondUnion,
  ANONYMOUS,
  AskOwnTransfer,
  FindWorkers,
  GetUnit,
  GetWorker,
  IssueAccessCode,
  LeaveUnion,
  OpenSession,
  RecordDeparture,
  TakeDepartureBack,
  UnitTransfers,
  UnitWorkers,
  WorkerUnions,
  type WorkerView,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildRosterCells, csvFile } from '../testing/build-roster.js';
import { buildTree, type TestTree } from '../testing/build-tree.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture, PASSWORD } from '../testing/membership-fixture.js';
import { workerLogin } from '../testing/worker-login.js';

describe('the end of a membership', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  let workers: WorkerView[];
  let admin: Actor;
  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
    admin = await m.staff(tree.site.id, 'administrator');
    const rows = [...Array(5).keys()].map((n) => buildRosterCells(n, tree.site.code));
    await importFile(m, { file: csvFile(rows), actor: m.admin });
    workers = (await m.call(UnitWorkers, { unitId: tree.site.id }, m.admin)).items;
  });
  afterAll(() => m.stop());

  const told = async (workerId: string) => (await m.workersChanged()).flat().findLast((w) => w.workerId === workerId);
  const memberCount = async () => (await m.call(GetUnit, { unitId: tree.site.id }, admin)).workers ?? 0;
  const logIn = (worker: WorkerView) =>
    m.call(OpenSession, { login: worker.cardNumber ?? '', secret: PASSWORD }, ANONYMOUS);

  it('ends sessions, other unions, and transfers; others learn that, and not why', async () => {
    const worker = workers[0] as WorkerView;
    const { workerId } = worker;
    const actor = await workerLogin(m, worker);
    await m.call(AddSecondUnion, { workerId, unitId: tree.otherSite.id }, admin);
    const { transferId } = await m.call(AskOwnTransfer, { unitId: tree.otherSite.id }, await actor());
    await m.call(IssueAccessCode, { workerId }, admin);
    const before = await memberCount();
    const left = await m.call(RecordDeparture, { workerId, kind: 'RETIRED', on: '2026-06-30' }, admin);
    expect(left).toEqual({ workerId, status: 'LEFT', kind: 'RETIRED', on: '2026-06-30' });
    await expect(actor()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(logIn(worker)).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
    expect(await told(workerId)).toMatchObject({ status: 'LEFT', secondary: [] });
    expect(JSON.stringify(await told(workerId))).not.toContain('RETIRED');
    expect(await memberCount()).toBe(before - 1);
    const transfers = (await m.call(UnitTransfers, { unitId: tree.site.id }, admin)).items;
    expect(transfers.find((t) => t.transferId === transferId)?.state).toBe('EXPIRED');
    expect((await m.call(UnitWorkers, { unitId: tree.site.id }, admin)).items.map((w) => w.workerId)).not.toContain(
      workerId,
    );
    expect((await m.call(FindWorkers, { search: worker.cardNumber ?? '' }, admin)).items[0]?.status).toBe('LEFT');
    const [entry] = await m.database.query(
      `select detail from audit_entry where action = 'worker.departed' and $1::uuid = any(subject_ids)`,
      [workerId],
    );
    expect(entry).toEqual({ detail: { kind: 'RETIRED' } });
  });

  it('taken back is as if it had never been: same slot, same stay, same password, same other unions', async () => {
    const worker = workers[1] as WorkerView;
    const { workerId } = worker;
    await workerLogin(m, worker);
    await m.call(AddSecondUnion, { workerId, unitId: tree.otherSite.id }, admin);
    const stays = await m.call(WorkerUnions, { workerId }, admin);
    const [before, members] = [await told(workerId), await memberCount()];
    await m.call(RecordDeparture, { workerId, kind: 'DIED', on: '2026-06-30' }, admin);
    expect((await m.call(WorkerUnions, { workerId }, admin)).items.map((s) => s.endedAs)).toEqual(['DIED', 'DIED']);
    await m.call(TakeDepartureBack, { workerId }, admin);
    expect({ ...(await told(workerId)), revision: 0 }).toEqual({ ...before, revision: 0 });
    expect(await m.call(WorkerUnions, { workerId }, admin)).toEqual(stays);
    expect(await memberCount()).toBe(members);
    expect((await logIn(worker)).kind).toBe('WORKER');
    await expect(m.call(TakeDepartureBack, { workerId }, admin)).rejects.toMatchObject({ code: 'WORKER_HAS_NOT_LEFT' });
  });

  it('is declared by the worker with a phrase, as of today', async () => {
    const worker = workers[2] as WorkerView;
    const actor = await workerLogin(m, worker);
    const me = await actor();
    await expect(m.call(LeaveUnion, { phrase: '好' }, me)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(await m.call(LeaveUnion, { phrase: '我要退会' }, me)).toMatchObject({ status: 'LEFT', kind: 'LEFT' });
    await expect(actor()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('is neither in the future, nor twice, nor anybody else’s to declare', async () => {
    const { workerId } = workers[3] as WorkerView;
    for (const on of ['2999-01-01', '2026-02-30']) {
      await expect(m.call(RecordDeparture, { workerId, kind: 'LEFT', on }, admin)).rejects.toMatchObject({
        code: 'DATE_IN_FUTURE',
      });
    }
    const request = { kind: 'LEFT' as const, on: '2026-01-01' };
    await expect(
      m.call(RecordDeparture, { workerId: workers[0]?.workerId ?? '', ...request }, admin),
    ).rejects.toMatchObject({ code: 'WORKER_HAS_LEFT' });
    const stranger = await m.staff(tree.otherSite.id, 'administrator');
    for (const id of [workerId, newId()]) {
      await expect(m.call(RecordDeparture, { workerId: id, ...request }, stranger)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    const cadre = await m.staff(tree.site.id, 'cadre');
    await expect(m.call(RecordDeparture, { workerId, ...request }, cadre)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('ends by a roster that has the worker again; the account opens with it', async () => {
    const worker = workers[2] as WorkerView;
    await importFile(m, { file: csvFile([buildRosterCells(2, tree.site.code)]), actor: m.admin });
    expect((await m.call(GetWorker, { workerId: worker.workerId }, admin)).status).toBe('ACTIVE');
    expect((await logIn(worker)).kind).toBe('WORKER');
  });
});
