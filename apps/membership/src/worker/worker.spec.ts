import {
  type Actor,
  ANONYMOUS,
  FindWorkers,
  GetOwnRecord,
  GetWorker,
  MirroredWorkers,
  RevealPhone,
  SYSTEM,
  UnitWorkers,
  WorkerDigests,
  WorkerNames,
  type WorkerView,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildRosterCells, csvFile } from '../testing/build-roster.js';
import { buildTree, type TestTree } from '../testing/build-tree.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';

describe('workers', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  let own: WorkerView[];
  let foreign: WorkerView[];
  let cadre: Actor;
  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
    cadre = await m.staff(tree.site.id, 'cadre');
    const rows = Array.from({ length: 12 }, (_, n) =>
      buildRosterCells(n, n < 7 ? tree.site.code : tree.otherSite.code),
    );
    await importFile(m, { file: csvFile(rows), actor: m.admin });
    own = (await m.call(UnitWorkers, { unitId: tree.site.id }, m.admin)).items;
    foreign = (await m.call(UnitWorkers, { unitId: tree.otherSite.id }, m.admin)).items;
  });
  afterAll(() => m.stop());

  it('are listed by slot, page by page, with their phones masked', async () => {
    const first = await m.call(UnitWorkers, { unitId: tree.site.id, limit: 4 }, cadre);
    expect(first.items.map((w) => w.slot)).toEqual([0, 1, 2, 3]);
    const rest = await m.call(UnitWorkers, { unitId: tree.site.id, limit: 4, cursor: first.next ?? '' }, cadre);
    expect([rest.items.map((w) => w.slot), rest.next]).toEqual([[4, 5, 6], null]);
    expect(first.items[3]).toMatchObject({ maskedPhone: '140****0003', unitName: tree.site.name });
  });

  it('are found by card, phone or the beginning of the name, within the own scope only', async () => {
    const find = async (search: string, actor: Actor = cadre) => (await m.call(FindWorkers, { search }, actor)).items;
    expect((await find('JK0000000003')).map((w) => w.slot)).toEqual([3]);
    expect((await find(' jk0000000003')).map((w) => w.slot)).toEqual([3]);
    expect((await find('140 0000 0003')).map((w) => w.slot)).toEqual([3]);
    expect((await find(own[3]?.name ?? '')).map((w) => w.workerId)).toEqual([own[3]?.workerId]);
    expect(await find('%%')).toEqual([]);
    for (const search of ['JK0000000009', '14000000009', foreign[2]?.name ?? '']) {
      expect(await find(search)).toEqual([]);
      expect(await find(search, m.admin)).toHaveLength(1);
    }
  });

  it('of other unions are as if they did not exist: sibling, parent and missing are the same', async () => {
    const [mine, theirs] = [own[0]?.workerId ?? '', foreign[0]?.workerId ?? ''];
    expect((await m.call(GetWorker, { workerId: mine }, cadre)).name).toBe(own[0]?.name);
    for (const workerId of [theirs, newId()]) {
      await expect(m.call(GetWorker, { workerId }, cadre)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(m.call(RevealPhone, { workerId }, cadre)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    for (const unitId of [tree.otherSite.id, tree.street.id, m.cityId, newId()]) {
      await expect(m.call(UnitWorkers, { unitId }, cadre)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    const { workers } = await m.call(WorkerNames, { workerIds: [mine, theirs, newId()] }, cadre);
    expect(workers).toEqual([{ workerId: mine, name: own[0]?.name, maskedPhone: '140****0000' }]);
    const above = await m.staff(tree.district.id, 'cadre');
    expect((await m.call(WorkerNames, { workerIds: [mine, theirs] }, above)).workers).toHaveLength(2);
  });

  it('are named to nobody whose role does not read names, nor to workers or anonymous people', async () => {
    const analyst = await m.staff(tree.site.id, 'analyst');
    const worker: Actor = {
      ...ANONYMOUS,
      kind: 'WORKER',
      worker: { id: own[0]?.workerId ?? '', unitId: tree.site.id, slot: 0 },
    };
    for (const actor of [analyst, worker, ANONYMOUS]) {
      await expect(m.call(UnitWorkers, { unitId: tree.site.id }, actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(m.call(FindWorkers, { search: 'JK0000000003' }, actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(m.call(WorkerNames, { workerIds: [newId()] }, actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    expect((await m.call(GetOwnRecord, {}, worker)).name).toBe(own[0]?.name);
    await expect(m.call(GetOwnRecord, {}, m.admin)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('have their whole number shown to the own cadre, and it is written down who saw it', async () => {
    const workerId = own[1]?.workerId ?? '';
    expect(await m.call(RevealPhone, { workerId }, cadre)).toEqual({ workerId, phone: '14000000001' });
    const entries = await m.database.query(
      `select account_id, unit_id from audit_entry where action = 'worker.phone.revealed' and subject_ids = array[$1::uuid]`,
      [workerId],
    );
    expect(entries).toEqual([{ account_id: cadre.accountId, unit_id: tree.site.id }]);
  });

  it('are mirrored for services, and only for them, without name, phone, card or birthday', async () => {
    const { units } = await m.call(WorkerDigests, { limit: 100 }, SYSTEM);
    expect(units.map(([unitId, count]) => [unitId, count])).toEqual(
      [
        [tree.site.id, 7],
        [tree.otherSite.id, 5],
      ].toSorted(([a], [b]) => String(a).localeCompare(String(b))),
    );
    const page = await m.call(MirroredWorkers, { unitId: tree.site.id, afterSlot: 2, limit: 3 }, SYSTEM);
    expect(page.workers.map((w) => w.slot)).toEqual([3, 4, 5]);
    const all = (await m.call(MirroredWorkers, { unitId: tree.site.id, afterSlot: -1, limit: 100 }, SYSTEM)).workers;
    const told = (await m.workersChanged()).flat().filter((w) => w.unitId === tree.site.id);
    expect(all).toEqual(told.toSorted((a, b) => a.slot - b.slot));
    expect(Object.keys(all[0] ?? {}).toSorted()).toEqual([
      'birthYear',
      'employmentForm',
      'hasSmartphone',
      'revision',
      'schooling',
      'secondary',
      'sex',
      'slot',
      'status',
      'unitId',
      'workerId',
    ]);
    const sum = all.reduce((total, w) => total + w.revision, 0);
    expect(units.find(([unitId]) => unitId === tree.site.id)?.[2]).toBe(sum);
    for (const actor of [m.admin, ANONYMOUS]) {
      await expect(m.call(WorkerDigests, { limit: 1 }, actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(
        m.call(MirroredWorkers, { unitId: tree.site.id, afterSlot: -1, limit: 1 }, actor),
      ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});
