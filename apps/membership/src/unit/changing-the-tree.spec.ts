import {
  type Actor,
  AddSecondUnion,
  CheckTree,
  DissolveUnit,
  GetUnit,
  GetDutyRoster,
  MergeUnits,
  SetDutyRoster,
  type SplitPartRequest,
  SplitUnit,
  SYSTEM,
  UnitChildren,
  type UnitSucceededV1,
} from '@guantong/contracts';
import { buildRosterCells, csvFile } from '../testing/build-roster.js';
import { buildTree, buildUnit, type TestTree, type TestUnit } from '../testing/build-tree.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';

const reason = '机构调整';

interface Member {
  id: string;
  unitId: string;
  slot: number;
  status: string;
}

describe('merging, splitting and dissolving units', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  let serial = 0;
  beforeAll(async () => {
    m = await membershipFixture({ TREE_POLL_MS: '50' });
  });
  afterAll(() => m.stop());
  beforeEach(async () => {
    tree = await buildTree(m);
    const rows = [tree.site, tree.site, tree.site, tree.otherSite, tree.otherSite].map((unit) =>
      buildRosterCells(serial++, unit.code, { 工种: serial % 2 === 0 ? '电工' : '瓦工' }),
    );
    await importFile(m, { file: csvFile(rows), actor: m.admin });
  });
  // whatever was done: everything that is derived agrees with what it is derived from
  afterEach(async () => {
    const { faults } = await m.call(CheckTree, { repair: false }, SYSTEM);
    if (faults.length > 0) throw new Error(JSON.stringify(faults));
  });

  const members = (unit: TestUnit): Promise<Member[]> =>
    m.database.query<Member>(
      `select id, unit_id as "unitId", slot, status from worker where unit_id = $1 order by slot`,
      [unit.id],
    );
  const succeeded = async (changeId: string): Promise<UnitSucceededV1[]> => {
    const rows = await m.database.query<{ data: UnitSucceededV1 }>(
      `select envelope::json -> 'data' as data from outbox where type = 'evt.membership.unit.succeeded.v1' order by id`,
    );
    return rows.map((row) => row.data).filter((data) => data.changeId === changeId);
  };
  const childIds = async (unitId: string, asOf?: string): Promise<string[]> =>
    (await m.call(UnitChildren, { unitId, ...(asOf && { asOf }) }, m.admin)).items.map((unit) => unit.unitId);

  it('hands the workers of merged unions over, in fresh slots, and tells of each', async () => {
    const [before, there] = [await members(tree.site), await members(tree.otherSite)];
    const told = (await m.workersChanged()).length;
    const merge = { unitIds: [tree.site.id], intoUnitId: tree.otherSite.id, reason };
    const change = await m.call(MergeUnits, merge, m.admin);
    expect(change).toMatchObject({ state: 'DONE', unitId: tree.otherSite.id, decidedBy: m.admin.accountId, reason });

    const after = await members(tree.otherSite);
    expect(after.map((w) => w.id)).toEqual([...there, ...before].map((w) => w.id));
    expect(after.map((w) => w.slot)).toEqual([0, 1, 2, 3, 4]);
    expect(await members(tree.site)).toEqual([]);
    expect(await m.call(GetUnit, { unitId: tree.site.id }, m.admin)).toMatchObject({ status: 'DISSOLVED', workers: 0 });
    expect(await m.call(GetUnit, { unitId: tree.otherSite.id }, m.admin)).toMatchObject({ workers: 5 });

    const messages = (await m.workersChanged()).slice(told).flat();
    expect(messages.map(({ workerId, unitId, slot }) => `${workerId} ${unitId} ${slot}`).toSorted()).toEqual(
      after
        .slice(2)
        .map((w) => `${w.id} ${tree.otherSite.id} ${w.slot}`)
        .toSorted(),
    );
    expect(await succeeded(change.changeId)).toEqual([
      expect.objectContaining({ succession: 'MERGED', fromUnitId: tree.site.id, toUnitIds: [tree.otherSite.id] }),
    ]);
  });

  it('carries places in a second union over, says why in the history, and ends them where nobody takes over', async () => {
    const third = await buildUnit(m, tree.street.id, 'enterprise');
    const [own, there] = [(await members(tree.site))[0], (await members(tree.otherSite))[0]];
    if (!own || !there) throw new Error('no members');
    const second = (workerId: string, unitId: string) => m.call(AddSecondUnion, { workerId, unitId }, m.admin);
    await second(own.id, third.id);
    await second(there.id, tree.site.id);
    const places = (workerId: string) =>
      m.database.query<{ unitId: string; as: string }>(
        `select unit_id as "unitId", begun_as as "as" from secondary_membership where worker_id = $1 and ended is null`,
        [workerId],
      );
    const lastTold = async (workerId: string) =>
      (await m.workersChanged()).flat().findLast((w) => w.workerId === workerId);

    await m.call(MergeUnits, { unitIds: [tree.site.id], intoUnitId: third.id, reason }, m.admin);
    expect(await places(own.id)).toEqual([]); // the second union is the own one now
    expect(await places(there.id)).toEqual([{ unitId: third.id, as: 'UNIT_CHANGE' }]);
    expect(await lastTold(there.id)).toMatchObject({ secondary: [{ unitId: third.id }] });
    expect(await lastTold(own.id)).toMatchObject({ unitId: third.id, secondary: [] });
    const [stay] = await m.database.query(
      `select unit_id as "unitId", ended_as as "as" from membership_period where worker_id = $1`,
      [own.id],
    );
    expect(stay).toEqual({ unitId: tree.site.id, as: 'UNIT_CHANGE' });

    const empty = await buildUnit(m, tree.street.id, 'enterprise');
    await second(own.id, empty.id);
    await m.call(DissolveUnit, { unitId: empty.id, reason }, m.admin);
    expect(await places(own.id)).toEqual([]);
    expect(await lastTold(own.id)).toMatchObject({ secondary: [] });
  });

  it('hands the units below over, with all below them, and leaves members who left before with the old union', async () => {
    await m.database.query(`update worker set status = 'LEFT' where unit_id = $1 and slot = 0`, [tree.site.id]);
    await m.database.query(`update unit set worker_count = 2 where id = $1`, [tree.site.id]);
    const merge = { unitIds: [tree.district.id], intoUnitId: tree.otherDistrict.id, reason };
    await m.call(MergeUnits, merge, m.admin);
    const view = await m.call(GetUnit, { unitId: tree.site.id }, m.admin);
    expect(view.breadcrumbs.map((unit) => unit.unitId)).toEqual([
      m.cityId,
      tree.otherDistrict.id,
      tree.street.id,
      tree.site.id,
    ]);
    expect(await m.call(GetUnit, { unitId: tree.otherDistrict.id }, m.admin)).toMatchObject({
      unitsBelow: 4,
      workers: 4,
    });
    await m.call(MergeUnits, { unitIds: [tree.site.id], intoUnitId: tree.otherSite.id, reason }, m.admin);
    expect(await members(tree.site)).toMatchObject([{ slot: 0, status: 'LEFT' }]);
  });

  it('takes the power of staff at a unit that goes, at once, and its duty shifts; written down', async () => {
    const officer = await m.staff(tree.site.id, 'safety_officer');
    const cadre = await m.staff(tree.site.id, 'cadre');
    const shift = { accountId: officer.accountId, duty: 'safety', weekday: 1, starts: '08:00', ends: '20:00' } as const;
    await m.call(SetDutyRoster, { unitId: tree.site.id, shifts: [shift] }, m.admin);
    const unaffected = await m.staff(tree.street.id, 'cadre');
    await m.call(MergeUnits, { unitIds: [tree.site.id], intoUnitId: tree.otherSite.id, reason }, m.admin);
    for (const { accountId } of [officer, cadre]) expect((await m.actorNow(accountId)).appointments).toEqual([]);
    expect((await m.actorNow(unaffected.accountId)).appointments).toHaveLength(1);
    expect((await m.call(GetDutyRoster, { unitId: tree.site.id }, m.admin)).items).toEqual([]);
    const [entry] = await m.database.query<{ subjects: string[] }>(
      `select subject_ids as subjects from audit_entry where action = 'appointment.ended' and unit_id = $1`,
      [tree.site.id],
    );
    expect(entry?.subjects).toEqual(expect.arrayContaining([officer.accountId, cadre.accountId]));
  });

  it('splits a union by names and by trades; what is not named stays', async () => {
    const before = await m.database.query<{ id: string; trade: string }>(
      `select id, trade from worker where unit_id = $1 order by slot`,
      [tree.site.id],
    );
    const named = before[0]?.id ?? '';
    const part = (n: number, rest: object) => ({
      code: `${tree.site.code}-${n}`,
      kind: 'site' as const,
      name: `第${n}分会`,
      ...rest,
    });
    const parts = [part(1, { workerIds: [named] }), part(2, { trades: ['电工'] })];
    const change = await m.call(SplitUnit, { unitId: tree.site.id, parts, reason }, m.admin);
    const [event] = await succeeded(change.changeId);
    expect(event).toMatchObject({
      succession: 'SPLIT',
      fromUnitId: tree.site.id,
      toUnitIds: [expect.any(String), expect.any(String)],
    });
    const [first = '', second = ''] = event?.toUnitIds ?? [];
    const due = before.map(
      ({ id, trade }) => `${id} ${id === named ? first : trade === '电工' ? second : tree.site.id}`,
    );
    const now = await m.database.query<{ id: string; unitId: string }>(
      `select id, unit_id as "unitId" from worker where id = any($1::uuid[])`,
      [before.map((w) => w.id)],
    );
    expect(now.map((w) => `${w.id} ${w.unitId}`).toSorted()).toEqual(due.toSorted());
    expect(await m.call(GetUnit, { unitId: first }, m.admin)).toMatchObject({ parentId: tree.street.id, workers: 1 });
    expect((await m.call(GetUnit, { unitId: tree.site.id }, m.admin)).status).toBe('ACTIVE');
  });

  it('splits a street by the units below it', async () => {
    const second = await buildUnit(m, tree.street.id, 'enterprise');
    const parts = [{ code: `${tree.street.code}-E`, kind: 'park' as const, name: '东园区', childIds: [second.id] }];
    const change = await m.call(SplitUnit, { unitId: tree.street.id, parts, reason }, m.admin);
    expect(change.details).toMatchObject({ parts: [{ name: '东园区', workers: 0, childIds: [second.id] }] });
    const { breadcrumbs } = await m.call(GetUnit, { unitId: second.id }, m.admin);
    expect(breadcrumbs.map((unit) => unit.name).slice(2)).toEqual(['东园区', second.name]);
    expect(await childIds(tree.street.id)).toEqual([tree.site.id]);
  });

  it('refuses a split that names somebody twice, or whoever is not of the unit, and leaves nothing behind', async () => {
    const [worker] = await members(tree.site);
    const [stranger] = await members(tree.otherSite);
    const part = (n: number, rest: object) => ({
      code: `BAD-${n}`,
      kind: 'site' as const,
      name: `第${n}分会`,
      ...rest,
    });
    const split = (parts: SplitPartRequest[]) => m.call(SplitUnit, { unitId: tree.site.id, parts, reason }, m.admin);
    const twice = [part(1, { workerIds: [worker?.id] }), part(2, { workerIds: [worker?.id] })];
    await expect(split(twice)).rejects.toMatchObject({ code: 'UNIT_SPLIT_NAMED_TWICE' });
    const strangers = [part(1, { workerIds: [worker?.id, stranger?.id] }), part(2, { childIds: [tree.otherSite.id] })];
    await expect(split(strangers)).rejects.toMatchObject({ code: 'UNIT_SPLIT_NOT_OF_UNIT', params: { count: 2 } });
    const kind = [{ ...part(1, {}), kind: 'park' as const }];
    await expect(split(kind)).rejects.toMatchObject({ code: 'TIER_MISMATCH' });
    expect(await m.database.query(`select 1 from unit where code like 'BAD-%'`)).toEqual([]);
  });

  it('dissolves an empty unit, or one with a successor, and no other', async () => {
    const dissolve = (unitId: string, successorId?: string, actor: Actor = m.admin) =>
      m.call(DissolveUnit, { unitId, ...(successorId && { successorId }), reason }, actor);
    await expect(dissolve(tree.site.id)).rejects.toMatchObject({
      code: 'UNIT_NOT_EMPTY',
      params: { units: 0, workers: 3 },
    });
    await expect(dissolve(tree.district.id)).rejects.toMatchObject({ code: 'UNIT_NOT_EMPTY', params: { units: 2 } });
    await expect(dissolve(tree.site.id, tree.street.id)).rejects.toMatchObject({ code: 'UNITS_OF_DIFFERENT_TIERS' });
    await expect(dissolve(tree.site.id, tree.site.id)).rejects.toMatchObject({ code: 'UNITS_OF_DIFFERENT_TIERS' });
    await expect(dissolve(m.cityId)).rejects.toMatchObject({ code: 'CITY_STAYS' });

    const done = await dissolve(tree.site.id, tree.otherSite.id);
    expect(await succeeded(done.changeId)).toMatchObject([{ succession: 'DISSOLVED', toUnitIds: [tree.otherSite.id] }]);
    expect(await members(tree.otherSite)).toHaveLength(5);
    const empty = await dissolve(tree.street.id);
    expect(await succeeded(empty.changeId)).toMatchObject([
      { fromUnitId: tree.street.id, toUnitIds: [tree.district.id] },
    ]);
    expect(await childIds(tree.district.id)).toEqual([tree.otherStreet.id]);
    await expect(dissolve(tree.street.id)).rejects.toMatchObject({ code: 'UNIT_DISSOLVED' });
    const merge = { unitIds: [tree.otherStreet.id], intoUnitId: tree.street.id, reason };
    await expect(m.call(MergeUnits, merge, m.admin)).rejects.toMatchObject({ code: 'UNIT_DISSOLVED' });
  });

  it('lets nobody end or split the unit they run themselves, nor touch what is not theirs', async () => {
    const admin = await m.staff(tree.street.id, 'administrator');
    const code = { code: 'NEVER', kind: 'street_township', name: '不该有' } as const;
    const attempts = [
      () => m.call(DissolveUnit, { unitId: tree.street.id, reason }, admin),
      () => m.call(SplitUnit, { unitId: tree.street.id, parts: [code], reason }, admin),
      () => m.call(MergeUnits, { unitIds: [tree.street.id], intoUnitId: tree.otherStreet.id, reason }, admin),
      () => m.call(MergeUnits, { unitIds: [tree.otherSite.id], intoUnitId: tree.site.id, reason }, admin),
      () => m.call(DissolveUnit, { unitId: tree.site.id, successorId: tree.otherSite.id, reason }, admin),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const second = await buildUnit(m, tree.street.id, 'enterprise');
    const own = { unitIds: [tree.site.id], intoUnitId: second.id, reason };
    expect(await m.call(MergeUnits, own, admin)).toMatchObject({ state: 'DONE' });
  });
});
