import {
  CancelUnitChange,
  GetUnit,
  GetUnitChange,
  MergeUnits,
  MoveUnit,
  OpenUnit,
  RenameUnit,
  Dismiss,
  UnitAppointments,
  type UnitChangePage,
  UnitChanges,
  type UnitChangeView,
} from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import { newId } from '@guantong/platform';
import { startService } from '@guantong/host';
import { defineMembershipService } from '../define-service.js';
import { buildTree, buildUnit, type TestTree } from '../testing/build-tree.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';

const reason = '常委会决定';

describe('changes of the tree on a day to come', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  beforeAll(async () => {
    m = await membershipFixture({ TREE_POLL_MS: '50' });
  });
  afterAll(() => m.stop());
  beforeEach(async () => {
    tree = await buildTree(m);
  });

  /** A calendar date in Asia/Shanghai, so many days from today. */
  const day = async (days: number): Promise<string> => {
    const [row] = await m.database.query<{ day: string }>(
      `select ((now() at time zone 'Asia/Shanghai')::date + $1::int)::text as day`,
      [days],
    );
    return row?.day ?? '';
  };
  /** As if the day had come: the clock of the database cannot be moved, the day can. */
  const dayComes = (...changes: UnitChangeView[]) =>
    m.database.query(
      `update unit_change set effective_on = (now() at time zone 'Asia/Shanghai')::date where id = any($1::uuid[])`,
      [changes.map((change) => change.changeId)],
    );
  const settled = (change: UnitChangeView): Promise<UnitChangeView> =>
    eventually(async () => {
      const now = await m.call(GetUnitChange, { changeId: change.changeId }, m.admin);
      if (now.state === 'PLANNED') throw new Error('still planned');
      return now;
    });
  const move = async (days = 3, parentId = tree.otherDistrict.id): Promise<UnitChangeView> =>
    m.call(MoveUnit, { unitId: tree.street.id, parentId, effectiveOn: await day(days), reason }, m.admin);
  const parentOf = async (unitId: string) => (await m.call(GetUnit, { unitId }, m.admin)).parentId;

  it('wait for it, and change nothing and tell nobody before', async () => {
    const told = (await m.unitStates()).length;
    const change = await move();
    expect(change).toMatchObject({ state: 'PLANNED', effectiveOn: await day(3), carriedOutAt: null, problem: null });
    expect(change.units.map((unit) => unit.unitId)).toEqual([tree.street.id, tree.otherDistrict.id]);
    expect(await parentOf(tree.street.id)).toBe(tree.district.id);
    expect((await m.unitStates()).length).toBe(told);
    await dayComes(change);
    expect(await settled(change)).toMatchObject({ state: 'DONE', carriedOutAt: expect.any(String) });
    expect(await parentOf(tree.street.id)).toBe(tree.otherDistrict.id);
    expect((await m.unitStates()).length).toBe(told + 2);
  });

  it('are carried out once, also with two copies of the service', async () => {
    const other = await startService(defineMembershipService({ ...m.env, TREE_POLL_MS: '50' }));
    const changes: UnitChangeView[] = [];
    const effectiveOn = await day(1);
    for (let i = 0; i < 8; i++) {
      const open = {
        parentId: tree.street.id,
        kind: 'site' as const,
        code: `${tree.street.code}-P${i}`,
        name: `第${i}项目部`,
      };
      changes.push(await m.call(OpenUnit, { ...open, effectiveOn, reason }, m.admin));
    }
    const told = (await m.unitStates()).length;
    await dayComes(...changes);
    for (const change of changes) expect(await settled(change)).toMatchObject({ state: 'DONE' });
    const opened = (await m.unitStates()).slice(told).map((state) => state.unitId);
    expect(opened.toSorted()).toEqual(changes.map((change) => change.unitId).toSorted());
    const entries = await m.database.query(
      `select 1 from audit_entry where action = 'unit.opened' and unit_id = any($1::uuid[])`,
      [opened],
    );
    expect(entries).toHaveLength(8);
    await other.close();
  });

  it('can be cancelled before, and not after', async () => {
    const change = await move();
    const cancelled = await m.call(CancelUnitChange, { changeId: change.changeId }, m.admin);
    expect(cancelled).toMatchObject({ state: 'CANCELLED', cancelledBy: m.admin.accountId });
    await dayComes(change);
    const done = await move(0);
    expect(done.state).toBe('DONE');
    await expect(m.call(CancelUnitChange, { changeId: done.changeId }, m.admin)).rejects.toMatchObject({
      code: 'UNIT_CHANGE_NOT_PLANNED',
    });
    expect((await m.call(GetUnitChange, { changeId: change.changeId }, m.admin)).state).toBe('CANCELLED');
  });

  it('are refused today when they cannot be, and in the past always', async () => {
    const wrong = { unitId: tree.site.id, parentId: tree.district.id, reason };
    for (const effectiveOn of [await day(0), await day(3)]) {
      await expect(m.call(MoveUnit, { ...wrong, effectiveOn }, m.admin)).rejects.toMatchObject({
        code: 'TIER_MISMATCH',
      });
    }
    await expect(move(-1)).rejects.toMatchObject({ code: 'UNIT_CHANGE_IN_PAST' });
    const never = { unitId: tree.site.id, name: '某某', effectiveOn: '2126-02-30', reason };
    await expect(m.call(RenameUnit, never, m.admin)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('fail with their reason, in sight of all, when they no longer fit on their day', async () => {
    const change = await move();
    const gone = { unitIds: [tree.otherDistrict.id], intoUnitId: tree.district.id, reason };
    await m.call(MergeUnits, gone, m.admin);
    await dayComes(change);
    const failed = await settled(change);
    expect(failed).toMatchObject({ state: 'FAILED', problem: { code: 'UNIT_DISSOLVED' } });
    expect(failed.problem?.zh).toContain(tree.otherDistrict.name);
    expect(await parentOf(tree.street.id)).toBe(tree.district.id);
    const { items } = await m.call(UnitChanges, { unitId: tree.street.id, state: 'FAILED' }, m.admin);
    expect(items.map((item) => item.changeId)).toEqual([change.changeId]);
  });

  it('fail when whoever decided on them may no longer', async () => {
    const admin = await m.staff(tree.district.id, 'administrator');
    await m.staff(tree.district.id, 'administrator');
    const rename = { unitId: tree.site.id, name: '新名工会', effectiveOn: await day(2), reason };
    const change = await m.call(RenameUnit, rename, admin);
    const { items } = await m.call(UnitAppointments, { unitId: tree.district.id }, m.admin);
    const appointmentId = items.find((item) => item.accountId === admin.accountId)?.appointmentId ?? '';
    await m.call(Dismiss, { appointmentId }, m.admin);
    await dayComes(change);
    expect(await settled(change)).toMatchObject({ state: 'FAILED', problem: { code: 'UNIT_CHANGE_NOT_ALLOWED' } });
    expect((await m.call(GetUnit, { unitId: tree.site.id }, m.admin)).name).toBe(tree.site.name);
  });

  it('are listed page by page, the latest first, to whoever sees one of the units', async () => {
    const unit = await buildUnit(m, tree.street.id, 'enterprise');
    for (const name of ['甲', '乙', '丙']) await m.call(RenameUnit, { unitId: unit.id, name, reason }, m.admin);
    const names: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page: UnitChangePage = await m.call(
        UnitChanges,
        { unitId: unit.id, limit: 2, ...(cursor && { cursor }) },
        m.admin,
      );
      names.push(...page.items.map((item) => item.details.name));
      cursor = page.next;
    } while (cursor);
    expect(names).toEqual(['丙', '乙', '甲', unit.name]);
    const stranger = await m.staff(tree.otherStreet.id, 'administrator');
    const { items } = await m.call(UnitChanges, {}, stranger);
    expect(items.every((item) => item.units.some(({ unitId }) => unitId === tree.otherStreet.id))).toBe(true);
    const [one] = (await m.call(UnitChanges, { unitId: unit.id }, m.admin)).items;
    for (const changeId of [one?.changeId ?? '', newId()]) {
      await expect(m.call(GetUnitChange, { changeId }, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(m.call(CancelUnitChange, { changeId }, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    const cadre = await m.staff(tree.street.id, 'cadre');
    expect(await m.call(UnitChanges, { unitId: unit.id }, cadre)).toMatchObject({ items: expect.any(Array) });
    await expect(m.call(RenameUnit, { unitId: unit.id, name: '丁', reason }, cadre)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
