import {
  type Actor,
  DissolveUnit,
  GetUnit,
  MoveUnit,
  RenameUnit,
  UnitChildren,
  UnitDescendants,
} from '@guantong/contracts';
import { buildTree, buildUnit, type TestTree } from '../testing/build-tree.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';

const reason = '机构调整';
const MARCH = '2026-03-31';

describe('the tree as of a day', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  let street: TestTree['street'];

  /** All that has happened so far, happened by then: history is moved back, as the clock cannot be. */
  const happenedBy = (day: string) =>
    m.database.query(
      `update unit_version
          set valid_from = case when valid_from > ($1 || 'T12:00+08')::timestamptz then ($1 || 'T12:00+08')::timestamptz else valid_from end,
              valid_to = case when valid_to = 'infinity' then valid_to else least(valid_to, ($1 || 'T12:00+08')::timestamptz) end`,
      [day],
    );

  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
    street = await buildUnit(m, tree.district.id, 'street_township', { name: '看丹街道总工会' });
    await happenedBy('2026-03-02');
    // April: a street goes to the other district, another gets a new name; May: a site is dissolved, one is opened
    await m.call(MoveUnit, { unitId: tree.street.id, parentId: tree.otherDistrict.id, reason }, m.admin);
    await m.call(RenameUnit, { unitId: street.id, name: '新看丹街道总工会', reason }, m.admin);
    await happenedBy('2026-04-10');
    await m.call(DissolveUnit, { unitId: tree.otherSite.id, reason }, m.admin);
    await buildUnit(m, tree.otherStreet.id, 'site', { code: 'MAY-1' });
  });
  afterAll(() => m.stop());

  const children = async (unitId: string, asOf?: string, actor: Actor = m.admin): Promise<string[]> =>
    (await m.call(UnitChildren, { unitId, ...(asOf && { asOf }) }, actor)).items.map((unit) => unit.unitId);

  it('a report for March uses March’s tree, whatever came after', async () => {
    expect(await children(tree.district.id, MARCH)).toEqual([tree.street.id, tree.otherStreet.id, street.id]);
    expect(await children(tree.otherDistrict.id, MARCH)).toEqual([]);
    expect(await children(tree.district.id)).toEqual([tree.otherStreet.id, street.id]);
    expect(await children(tree.otherDistrict.id, '2026-04-30')).toEqual([tree.street.id]);
    expect(await children(tree.otherStreet.id, '2026-04-30')).toEqual([tree.otherSite.id]);
    const { items } = await m.call(UnitChildren, { unitId: tree.district.id, asOf: MARCH }, m.admin);
    expect(items.find((unit) => unit.unitId === street.id)).toMatchObject({ name: '看丹街道总工会', workers: null });
    expect(items.find((unit) => unit.unitId === tree.street.id)).toMatchObject({ unitsBelow: 1 });
    const below = async (asOf?: string) =>
      (await m.call(UnitDescendants, { unitId: tree.district.id, ...(asOf && { asOf }) }, m.admin)).items.length;
    expect([await below(MARCH), await below()]).toEqual([5, 3]);
  });

  it('shows where a unit stood, with the names of the time', async () => {
    const march = await m.call(GetUnit, { unitId: tree.site.id, asOf: MARCH }, m.admin);
    expect(march.breadcrumbs.map((unit) => unit.unitId)).toEqual([
      m.cityId,
      tree.district.id,
      tree.street.id,
      tree.site.id,
    ]);
    const now = await m.call(GetUnit, { unitId: tree.site.id }, m.admin);
    expect(now.breadcrumbs[1]?.unitId).toBe(tree.otherDistrict.id);
    expect((await m.call(GetUnit, { unitId: tree.otherSite.id, asOf: '2026-04-30' }, m.admin)).status).toBe('ACTIVE');
    expect((await m.call(GetUnit, { unitId: tree.otherSite.id }, m.admin)).status).toBe('DISSOLVED');
  });

  it('knows of no unit before it was opened, and of no day that is in no calendar', async () => {
    const before = { unitId: tree.site.id, asOf: '2026-02-28' };
    await expect(m.call(GetUnit, before, m.admin)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const never = { unitId: tree.site.id, asOf: '2026-02-30' };
    await expect(m.call(GetUnit, never, m.admin)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('leaves a unit’s past to those it stood under then, and gives it to those it stands under now; to nobody else', async () => {
    const was = await m.staff(tree.district.id, 'cadre');
    const is = await m.staff(tree.otherDistrict.id, 'cadre');
    const never = await m.staff(street.id, 'cadre');
    expect(await children(tree.district.id, MARCH, was)).toContain(tree.street.id);
    expect((await m.call(GetUnit, { unitId: tree.street.id, asOf: MARCH }, is)).unitId).toBe(tree.street.id);
    await expect(m.call(GetUnit, { unitId: tree.street.id }, was)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(children(tree.district.id, MARCH, is)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const unitId of [tree.street.id, tree.district.id]) {
      await expect(m.call(GetUnit, { unitId, asOf: MARCH }, never)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('keeps one line for each time, without gap or overlap', async () => {
    const wrong = await m.database.query(
      `select 1 from (select valid_to, lead(valid_from) over (partition by unit_id order by valid_from) as next
                        from unit_version) v
        where v.valid_to <> coalesce(v.next, 'infinity')`,
    );
    expect(wrong).toEqual([]);
  });
});
