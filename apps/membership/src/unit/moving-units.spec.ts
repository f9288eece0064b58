import { GetUnit, MoveUnit, OpenUnit, RenameUnit } from '@guantong/contracts';
import { buildTree, buildUnit } from '../testing/build-tree.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';

const WHY = '机构调整';

describe('the tree of units', () => {
  let m: MembershipFixture;
  beforeAll(async () => {
    m = await membershipFixture();
  });
  afterAll(() => m.stop());

  it('moves a unit with all that is below it, tells of each once, and of nothing else', async () => {
    const tree = await buildTree(m);
    const before = await m.unitStates();
    const move = { unitId: tree.street.id, parentId: tree.otherDistrict.id, reason: WHY };
    expect(await m.call(MoveUnit, move, m.admin)).toMatchObject({ state: 'DONE', kind: 'MOVE', reason: WHY });
    const view = await m.call(GetUnit, { unitId: tree.street.id }, m.admin);
    expect(view.breadcrumbs.map((unit) => unit.unitId)).toEqual([m.cityId, tree.otherDistrict.id, tree.street.id]);
    const told = (await m.unitStates()).slice(before.length);
    expect(new Set(told.map((s) => s.unitId))).toEqual(new Set([tree.street.id, tree.site.id]));
    expect(told).toHaveLength(2);
    expect(told.find((s) => s.unitId === tree.site.id)?.path).toEqual([
      m.cityId,
      tree.otherDistrict.id,
      tree.street.id,
      tree.site.id,
    ]);
  });

  it('moves nothing and tells nothing when the unit is there already', async () => {
    const tree = await buildTree(m);
    const before = (await m.unitStates()).length;
    await m.call(MoveUnit, { unitId: tree.street.id, parentId: tree.district.id, reason: WHY }, m.admin);
    expect((await m.unitStates()).length).toBe(before);
  });

  it('keeps every tier exactly one below the one above', async () => {
    const tree = await buildTree(m);
    const wrong = { parentId: tree.site.id, kind: 'site', code: 'X-1', name: '不该有的工会', reason: WHY } as const;
    await expect(m.call(OpenUnit, wrong, m.admin)).rejects.toMatchObject({ code: 'TIER_MISMATCH' });
    await expect(
      m.call(MoveUnit, { unitId: tree.site.id, parentId: tree.district.id, reason: WHY }, m.admin),
    ).rejects.toMatchObject({
      code: 'TIER_MISMATCH',
    });
    await expect(
      m.call(MoveUnit, { unitId: tree.district.id, parentId: tree.street.id, reason: WHY }, m.admin),
    ).rejects.toMatchObject({
      code: 'TIER_MISMATCH',
    });
  });

  it('refuses a code twice, also from two people at the same moment', async () => {
    const open = (n: number) =>
      m.call(
        OpenUnit,
        { parentId: m.cityId, kind: 'district_union', code: 'SAME', name: `第${n}区总工会`, reason: WHY },
        m.admin,
      );
    const answers = await Promise.allSettled([open(1), open(2)]);
    expect(answers.filter((a) => a.status === 'fulfilled')).toHaveLength(1);
    expect(answers.find((a) => a.status === 'rejected')?.reason).toMatchObject({ code: 'UNIT_CODE_TAKEN' });
  });

  it('tells of a new name once, and of the same name not at all', async () => {
    const unit = await buildUnit(m, m.cityId, 'district_union');
    const before = (await m.unitStates()).length;
    await m.call(RenameUnit, { unitId: unit.id, name: '新名区总工会', reason: WHY }, m.admin);
    await m.call(RenameUnit, { unitId: unit.id, name: '新名区总工会', reason: WHY }, m.admin);
    const told = (await m.unitStates()).slice(before);
    expect(told).toEqual([expect.objectContaining({ unitId: unit.id, name: '新名区总工会' })]);
  });
});
