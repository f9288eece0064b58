import {
  type Actor,
  AddSecondMember,
  AddSecondUnion,
  AgreeToTransfer,
  AskOwnTransfer,
  EndOwnSecondUnion,
  EndSecondUnion,
  type MirroredWorker,
  MirroredWorkers,
  MOST_SECONDARY_UNIONS,
  SecondMembers,
  SYSTEM,
  UnitWorkers,
  WorkerDigests,
  WorkerUnions,
  type WorkerView,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildRosterCells, csvFile } from '../testing/build-roster.js';
import { buildTree, buildUnit, type TestTree } from '../testing/build-tree.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';
import { workerLogin } from '../testing/worker-login.js';
import { moveSecondaryMemberships } from './persistence/move-secondary-memberships.js';

describe('unions besides the own one', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  let workers: WorkerView[];
  let siteAdmin: Actor;
  let otherAdmin: Actor;
  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
    siteAdmin = await m.staff(tree.site.id, 'administrator');
    otherAdmin = await m.staff(tree.otherSite.id, 'administrator');
    await importFile(m, {
      file: csvFile([...Array(8).keys()].map((n) => buildRosterCells(n, tree.site.code))),
      actor: m.admin,
    });
    workers = (await m.call(UnitWorkers, { unitId: tree.site.id }, m.admin)).items;
  });
  afterAll(() => m.stop());

  const worker = (n: number): WorkerView => workers[n] as WorkerView;
  const told = async (workerId: string): Promise<MirroredWorker | undefined> =>
    (await m.workersChanged()).flat().findLast((w) => w.workerId === workerId);
  const snapshot = async (workerId: string) => {
    const all = await m.call(MirroredWorkers, { unitId: tree.site.id, afterSlot: -1, limit: 100 }, SYSTEM);
    return all.workers.find((w) => w.workerId === workerId);
  };

  it('are added by the own union, announced as a whole list, and put into the actor within the next look', async () => {
    const { workerId } = worker(0);
    const actor = await workerLogin(m, worker(0));
    expect((await actor()).worker).toEqual({ id: workerId, unitId: tree.site.id, slot: 0 });
    const before = await m.call(WorkerDigests, { limit: 10 }, SYSTEM);
    await m.call(AddSecondUnion, { workerId, unitId: tree.otherSite.id }, siteAdmin);
    const secondary = [{ unitId: tree.otherSite.id, slot: 0 }];
    expect((await actor()).worker?.secondary).toEqual(secondary);
    expect(await told(workerId)).toMatchObject({ unitId: tree.site.id, slot: 0, secondary });
    expect(await snapshot(workerId)).toEqual(await told(workerId));
    expect(await m.call(WorkerDigests, { limit: 10 }, SYSTEM)).not.toEqual(before);
    const seen = await m.call(SecondMembers, { unitId: tree.otherSite.id }, otherAdmin);
    expect(seen.items.map((w) => [w.workerId, w.slot, w.unitId])).toEqual([[workerId, 0, tree.site.id]]);
  });

  it('are added by the other union only with card and name in hand', async () => {
    const { cardNumber, name, workerId } = worker(1);
    const unitId = tree.otherSite.id;
    for (const wrong of [
      { cardNumber: cardNumber ?? '', name: '别人' },
      { cardNumber: 'JK9999999999', name },
    ]) {
      await expect(m.call(AddSecondMember, { ...wrong, unitId }, otherAdmin)).rejects.toMatchObject({
        code: 'PERSON_NOT_MATCHED',
      });
    }
    await m.call(AddSecondMember, { cardNumber: cardNumber ?? '', name, unitId }, otherAdmin);
    expect((await told(workerId))?.secondary).toEqual([{ unitId, slot: 1 }]);
    await expect(m.call(AddSecondUnion, { workerId, unitId }, siteAdmin)).rejects.toMatchObject({
      code: 'ALREADY_MEMBER',
    });
  });

  it('are ended by either union or by the worker, and nobody else; the slot is not given again', async () => {
    const unitId = tree.otherSite.id;
    const stranger = await m.staff(tree.otherDistrict.id, 'administrator');
    const [first, second] = [worker(0).workerId, worker(1).workerId];
    for (const workerId of [first, newId()]) {
      await expect(m.call(EndSecondUnion, { workerId, unitId }, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await m.call(EndSecondUnion, { workerId: first, unitId }, otherAdmin);
    await m.call(EndSecondUnion, { workerId: second, unitId }, siteAdmin);
    expect([(await told(first))?.secondary, (await told(second))?.secondary]).toEqual([[], []]);
    await m.call(AddSecondUnion, { workerId: first, unitId }, siteAdmin);
    expect((await told(first))?.secondary).toEqual([{ unitId, slot: 2 }]);
    const actor = await workerLogin(m, worker(0));
    const left = await m.call(EndOwnSecondUnion, { unitId }, await actor());
    expect(left.items.map((s) => [s.primary, s.slot, s.until !== null, s.endedAs])).toEqual([
      [true, 0, false, null],
      [false, 2, true, 'REMOVED'],
      [false, 0, true, 'REMOVED'],
    ]);
    expect((await actor()).worker?.secondary).toBeUndefined();
    await expect(m.call(WorkerUnions, { workerId: first }, otherAdmin)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it(`are ${MOST_SECONDARY_UNIONS} at the most, grassroots unions only, and never the own one`, async () => {
    const { workerId } = worker(2);
    const add = (unitId: string) => m.call(AddSecondUnion, { workerId, unitId }, siteAdmin);
    for (let n = 0; n < MOST_SECONDARY_UNIONS; n++) await add((await buildUnit(m, tree.street.id, 'site')).id);
    await expect(add(tree.otherSite.id)).rejects.toMatchObject({ code: 'TOO_MANY_UNIONS' });
    await expect(add(tree.site.id)).rejects.toMatchObject({ code: 'ALREADY_MEMBER' });
    await expect(
      m.call(AddSecondUnion, { workerId: worker(3).workerId, unitId: tree.street.id }, siteAdmin),
    ).rejects.toMatchObject({ code: 'UNIT_TAKES_NO_MEMBERS' });
    expect((await told(workerId))?.secondary).toHaveLength(MOST_SECONDARY_UNIONS);
  });

  it('stay when a roster names one of them, and end when a transfer makes it the own union', async () => {
    const { workerId } = worker(4);
    await m.call(AddSecondUnion, { workerId, unitId: tree.otherSite.id }, siteAdmin);
    await importFile(m, { file: csvFile([buildRosterCells(4, tree.otherSite.code)]), actor: m.admin });
    const both = { unitId: tree.site.id, secondary: [{ unitId: tree.otherSite.id }] };
    expect(await told(workerId)).toMatchObject(both);
    const actor = await workerLogin(m, worker(4));
    const { transferId } = await m.call(AskOwnTransfer, { unitId: tree.otherSite.id }, await actor());
    await m.call(AgreeToTransfer, { transferId }, otherAdmin);
    expect(await told(workerId)).toMatchObject({ unitId: tree.otherSite.id, secondary: [] });
    const { items } = await m.call(WorkerUnions, { workerId }, otherAdmin);
    expect(items.map((s) => [s.unit.unitId, s.primary, s.begunAs, s.endedAs])).toEqual([
      [tree.otherSite.id, true, 'TRANSFERRED', null],
      [tree.site.id, true, 'ROSTER', 'TRANSFERRED'],
      [tree.otherSite.id, false, 'ADDED', 'TRANSFERRED'],
    ]);
  });

  it('move with their union when it is merged or split, whoever is there already is only taken out', async () => {
    const [from, to, rest] = [
      await buildUnit(m, tree.street.id, 'site'),
      await buildUnit(m, tree.street.id, 'site'),
      await buildUnit(m, tree.street.id, 'site'),
    ].map((unit) => unit.id) as [string, string, string];
    const ids = [3, 5, 6, 7].map((n) => worker(n).workerId);
    for (const workerId of ids) await m.call(AddSecondUnion, { workerId, unitId: from }, siteAdmin);
    await m.call(AddSecondUnion, { workerId: ids[0] as string, unitId: to }, siteAdmin);
    const moved = await m.database.transaction((tx) =>
      moveSecondaryMemberships(tx, from, [{ unitId: to, workerIds: ids.slice(0, 3) }, { unitId: rest }]),
    );
    const places = new Map(moved.map((w) => [w.workerId, w.secondary?.map((s) => s.unitId)]));
    expect(ids.map((id) => places.get(id))).toEqual([[to], [to], [to], [rest]]);
    const slots = moved.flatMap((w) => w.secondary ?? []).filter((s) => s.unitId === to);
    expect(slots.map((s) => s.slot).toSorted((a, b) => a - b)).toEqual([0, 1, 2]);
    expect((await m.call(SecondMembers, { unitId: from }, m.admin)).items).toEqual([]);
    const [counter] = await m.database.query(`select next_slot, worker_count from unit where id = $1`, [to]);
    expect(counter).toEqual({ next_slot: 3, worker_count: 0 });
    expect(moved).toEqual(
      (await m.call(MirroredWorkers, { unitId: tree.site.id, afterSlot: -1, limit: 100 }, SYSTEM)).workers
        .filter((w) => ids.includes(w.workerId))
        .toSorted((a, b) => (a.workerId < b.workerId ? -1 : 1)),
    );
  });
});
