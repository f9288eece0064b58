import {
  type Actor,
  AddSecondUnion,
  AgreeToTransfer,
  AskOwnTransfer,
  AskTransferFor,
  AskTransferHere,
  FindWorkers,
  GetUnit,
  GetWorker,
  ObjectToTransferFor,
  OwnTransfers,
  RefuseTransfer,
  RevealPhone,
  UnitTransfers,
  UnitWorkers,
  WithdrawTransfer,
  WorkerUnions,
  type WorkerView,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildRosterCells, csvFile } from '../testing/build-roster.js';
import { buildTree, type TestTree } from '../testing/build-tree.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';
import { workerLogin } from '../testing/worker-login.js';
import { SettleDueTransfers } from './application/settle-due-transfers.js';

describe('a transfer between unions', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  let workers: WorkerView[];
  let present: Actor;
  let receiving: Actor;
  let cadre: Actor;
  let next = 0;
  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
    present = await m.staff(tree.site.id, 'administrator');
    cadre = await m.staff(tree.site.id, 'cadre');
    receiving = await m.staff(tree.otherSite.id, 'administrator');
    await importFile(m, {
      file: csvFile([...Array(20).keys()].map((n) => buildRosterCells(n, tree.site.code))),
      actor: m.admin,
    });
    workers = (await m.call(UnitWorkers, { unitId: tree.site.id }, m.admin)).items;
  });
  afterAll(() => m.stop());

  /** Somebody nobody has touched yet, logged in. */
  const somebody = async () => {
    const worker = workers[next++] as WorkerView;
    return { worker, actor: await workerLogin(m, worker) };
  };
  const unitId = () => tree.otherSite.id;
  const whereabouts = async (worker: WorkerView) =>
    (await m.call(GetWorker, { workerId: worker.workerId }, m.admin)).unitId;
  const pass = (transferId: string) =>
    m.database.query(
      `update transfer set expires_at = now(), notice_until = case when notice_until is not null then now() end where id = $1`,
      [transferId],
    );
  const settleDue = () => m.app.get(SettleDueTransfers).run();

  it('asked by the worker needs the receiving union alone; with it comes a new slot, and the old access is gone', async () => {
    const { worker, actor } = await somebody();
    const asked = await m.call(AskOwnTransfer, { unitId: unitId(), reason: '换了工地' }, await actor());
    expect(asked).toMatchObject({ state: 'WAITING', askedBy: 'WORKER', actions: ['WITHDRAW', 'REFUSE'] });
    const { transferId } = asked;
    await m.call(RefuseTransfer, { transferId, reason: '我们不放人' }, present);
    expect((await m.call(OwnTransfers, {}, await actor())).items[0]?.state).toBe('WAITING');
    const before = (await m.call(GetUnit, { unitId: tree.site.id }, m.admin)).workers ?? 0;
    const done = await m.call(AgreeToTransfer, { transferId }, receiving);
    expect(done).toMatchObject({ state: 'DONE', workerName: worker.name, from: { unitId: tree.site.id } });

    const told = (await m.workersChanged()).flat().findLast((w) => w.workerId === worker.workerId);
    expect(told).toMatchObject({ unitId: unitId(), status: 'ACTIVE' });
    expect((await actor()).worker).toEqual({ id: worker.workerId, unitId: unitId(), slot: told?.slot });
    expect((await m.call(GetUnit, { unitId: tree.site.id }, m.admin)).workers).toBe(before - 1);
    for (const ask of [
      () => m.call(GetWorker, { workerId: worker.workerId }, present),
      () => m.call(RevealPhone, { workerId: worker.workerId }, cadre),
      () => m.call(WorkerUnions, { workerId: worker.workerId }, present),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    expect((await m.call(FindWorkers, { search: worker.cardNumber ?? '' }, present)).items).toEqual([]);
    const seenFromBehind = (await m.call(UnitTransfers, { unitId: tree.site.id }, present)).items[0];
    expect(seenFromBehind).toMatchObject({ transferId, state: 'DONE', workerId: null, workerName: null, reason: null });
    const { items } = await m.call(WorkerUnions, { workerId: worker.workerId }, receiving);
    expect(items.map((s) => [s.unit.unitId, s.slot, s.begunAs, s.endedAs])).toEqual([
      [unitId(), told?.slot, 'TRANSFERRED', null],
      [tree.site.id, worker.slot, 'ROSTER', 'TRANSFERRED'],
    ]);
  });

  it('asked by the present union takes effect only after a notice, and not when the worker objects', async () => {
    const [silent, unwilling] = [await somebody(), await somebody()];
    const ask = async (worker: WorkerView) => {
      const request = { workerId: worker.workerId, unitId: unitId(), onBehalf: false };
      const { transferId } = await m.call(AskTransferFor, request, present);
      return m.call(AgreeToTransfer, { transferId }, receiving);
    };
    const [first, second] = [await ask(silent.worker), await ask(unwilling.worker)];
    expect([first.state, second.state]).toEqual(['NOTICE', 'NOTICE']);
    expect(await settleDue()).toBe(0);
    expect(await whereabouts(silent.worker)).toBe(tree.site.id);
    const refused = await m.call(
      RefuseTransfer,
      { transferId: second.transferId, reason: '我不去' },
      await unwilling.actor(),
    );
    expect(refused.state).toBe('REFUSED');
    await pass(first.transferId);
    expect(await settleDue()).toBe(1);
    expect([await whereabouts(silent.worker), await whereabouts(unwilling.worker)]).toEqual([unitId(), tree.site.id]);
    await expect(
      m.call(AgreeToTransfer, { transferId: second.transferId }, await unwilling.actor()),
    ).rejects.toMatchObject({ code: 'TRANSFER_NOT_OPEN' });
  });

  it('asked by a cadre in a worker’s name is marked so and gives notice too: a yes cannot be invented', async () => {
    const { worker, actor } = await somebody();
    const request = { workerId: worker.workerId, unitId: unitId(), onBehalf: true };
    const { transferId, onBehalf } = await m.call(AskTransferFor, request, cadre);
    expect(onBehalf).toBe(true);
    expect((await m.call(AgreeToTransfer, { transferId }, receiving)).state).toBe('NOTICE');
    const own = (await m.call(OwnTransfers, {}, await actor())).items[0];
    expect(own?.words.find((w) => w.party === 'WORKER')).toMatchObject({ agrees: true, onBehalf: true });
    expect((await m.call(AgreeToTransfer, { transferId }, await actor())).state).toBe('DONE');
    await expect(m.call(AskTransferFor, { ...request, onBehalf: false }, cadre)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const [entry] = await m.database.query<{ detail: object; account_id: string }>(
      `select detail, account_id from audit_entry where action = 'transfer.asked' and $1::uuid = any(subject_ids)`,
      [transferId],
    );
    expect(entry).toEqual({ account_id: cadre.accountId, detail: { kind: 'MOVE', askedBy: 'WORKER', onBehalf: 1 } });
  });

  it('asked by the receiving union is decided by the worker; the present union cannot hold anybody back', async () => {
    const { worker, actor } = await somebody();
    const request = { unitId: unitId(), cardNumber: worker.cardNumber ?? '', name: worker.name };
    const asked = await m.call(AskTransferHere, request, receiving);
    expect(asked).toMatchObject({ state: 'WAITING', from: null, workerName: worker.name });
    const { transferId } = asked;
    expect((await m.call(RefuseTransfer, { transferId, reason: '不同意' }, present)).state).toBe('WAITING');
    expect((await m.call(AgreeToTransfer, { transferId }, await actor())).state).toBe('DONE');
    await expect(m.call(AskTransferHere, { ...request, name: '别人' }, receiving)).rejects.toMatchObject({
      code: 'PERSON_NOT_MATCHED',
    });
  });

  it('ends when the worker’s no is written down by a cadre, when withdrawn, and when nobody answers', async () => {
    const people = [await somebody(), await somebody(), await somebody()];
    const [a, b, c] = (await Promise.all(
      people.map(async ({ worker }) => {
        const request = { workerId: worker.workerId, unitId: unitId(), onBehalf: false };
        return (await m.call(AskTransferFor, request, present)).transferId;
      }),
    )) as [string, string, string];
    expect((await m.call(ObjectToTransferFor, { transferId: a, reason: '本人不愿意' }, cadre)).state).toBe('REFUSED');
    await expect(m.call(WithdrawTransfer, { transferId: b }, receiving)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await m.call(WithdrawTransfer, { transferId: b }, present)).state).toBe('WITHDRAWN');
    await pass(c);
    expect(await settleDue()).toBe(1);
    const states = (await m.call(UnitTransfers, { unitId: tree.site.id, limit: 3 }, present)).items;
    expect(new Map(states.map((t) => [t.transferId, t.state]))).toEqual(
      new Map([
        [a, 'REFUSED'],
        [b, 'WITHDRAWN'],
        [c, 'EXPIRED'],
      ]),
    );
    for (const { worker } of people) expect(await whereabouts(worker)).toBe(tree.site.id);
  });

  it('into a second union leaves the own one as it is', async () => {
    const { worker, actor } = await somebody();
    const { transferId } = await m.call(AskOwnTransfer, { unitId: unitId(), kind: 'SECOND' }, await actor());
    expect((await m.call(AgreeToTransfer, { transferId }, receiving)).state).toBe('DONE');
    expect((await actor()).worker).toMatchObject({ unitId: tree.site.id, secondary: [{ unitId: unitId() }] });
    // and moving there makes the second union the own one
    const move = await m.call(AskOwnTransfer, { unitId: unitId() }, await actor());
    await m.call(AgreeToTransfer, { transferId: move.transferId }, receiving);
    expect((await actor()).worker?.secondary).toBeUndefined();
    const told = (await m.workersChanged()).flat().findLast((w) => w.workerId === worker.workerId);
    expect(told).toMatchObject({ unitId: unitId(), secondary: [] });
  });

  it('is over, not stuck, when the worker or the union it leads to is not what it was', async () => {
    const { worker, actor } = await somebody();
    const { transferId } = await m.call(AskOwnTransfer, { unitId: unitId(), kind: 'SECOND' }, await actor());
    await m.call(AddSecondUnion, { workerId: worker.workerId, unitId: unitId() }, present);
    expect((await m.call(AgreeToTransfer, { transferId }, receiving)).state).toBe('EXPIRED');
  });

  it('is open once per worker, and nobody’s business but the two unions’ and the worker’s', async () => {
    const { actor } = await somebody();
    const { transferId } = await m.call(AskOwnTransfer, { unitId: unitId() }, await actor());
    await expect(m.call(AskOwnTransfer, { unitId: unitId() }, await actor())).rejects.toMatchObject({
      code: 'TRANSFER_OPEN',
    });
    await expect(m.call(AskOwnTransfer, { unitId: tree.street.id }, await actor())).rejects.toMatchObject({
      code: 'UNIT_TAKES_NO_MEMBERS',
    });
    const stranger = await m.staff(tree.otherDistrict.id, 'administrator');
    const other = await (await somebody()).actor();
    for (const who of [stranger, other]) {
      for (const id of [transferId, newId()]) {
        await expect(m.call(AgreeToTransfer, { transferId: id }, who)).rejects.toMatchObject({ code: 'NOT_FOUND' });
        await expect(m.call(WithdrawTransfer, { transferId: id }, who)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      }
    }
    for (const foreign of [tree.site.id, newId()]) {
      await expect(m.call(UnitTransfers, { unitId: foreign }, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('happens once, however many say yes at the same time', async () => {
    const { worker, actor } = await somebody();
    const { transferId } = await m.call(AskOwnTransfer, { unitId: unitId() }, await actor());
    const answers = await Promise.allSettled(
      Array.from({ length: 6 }, () => m.call(AgreeToTransfer, { transferId }, receiving)),
    );
    expect(answers.filter((a) => a.status === 'fulfilled')).toHaveLength(1);
    const stays = (await m.call(WorkerUnions, { workerId: worker.workerId }, receiving)).items;
    expect(stays).toHaveLength(2);
    const [counts] = await m.database.query(
      `select worker_count = (select count(*) from worker w where w.unit_id = u.id and w.status = 'ACTIVE') as right
         from unit u where id = $1`,
      [unitId()],
    );
    expect(counts).toEqual({ right: true });
  });
});
