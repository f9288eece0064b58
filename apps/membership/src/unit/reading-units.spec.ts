import {
  ANONYMOUS,
  type Actor,
  GetUnit,
  SearchPublicUnits,
  SearchUnits,
  SYSTEM,
  UnitChildren,
  UnitDigest,
  type UnitPage,
  UnitRevisions,
  UnitStates,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildRosterCells, csvFile } from '../testing/build-roster.js';
import { buildTree, buildUnit, type TestTree } from '../testing/build-tree.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';

describe('reading the tree', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  let streetCadre: Actor;

  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
    streetCadre = await m.staff(tree.street.id, 'cadre');
    const rows = Array.from({ length: 7 }, (_, n) => buildRosterCells(n, n < 5 ? tree.site.code : tree.otherSite.code));
    await importFile(m, { file: csvFile(rows), actor: m.admin });
  });
  afterAll(() => m.stop());

  it('shows the children of a unit with what is below each', async () => {
    const { items, next } = await m.call(UnitChildren, { unitId: tree.district.id }, m.admin);
    expect(next).toBeNull();
    expect(items).toEqual([
      expect.objectContaining({ unitId: tree.street.id, unitsBelow: 1, workers: 5 }),
      expect.objectContaining({ unitId: tree.otherStreet.id, unitsBelow: 1, workers: 2 }),
    ]);
    expect(await m.call(GetUnit, { unitId: m.cityId }, m.admin)).toMatchObject({ unitsBelow: 6, workers: 7 });
    expect(await m.call(GetUnit, { unitId: tree.site.id }, m.admin)).toMatchObject({ unitsBelow: 0, workers: 5 });
  });

  it('gives a long list page by page, without a gap or a repeat', async () => {
    const parent = await buildUnit(m, tree.otherDistrict.id, 'large_enterprise');
    for (let i = 0; i < 7; i++) await buildUnit(m, parent.id, 'enterprise');
    const codes: string[] = [];
    let cursor: string | null = null;
    do {
      const page: UnitPage = await m.call(
        UnitChildren,
        { unitId: parent.id, limit: 3, ...(cursor && { cursor }) },
        m.admin,
      );
      codes.push(...page.items.map((unit) => unit.code));
      cursor = page.next;
    } while (cursor);
    expect(codes).toHaveLength(7);
    expect(new Set(codes).size).toBe(7);
  });

  it('finds units by two characters of the name, in any place, or by code, page by page', async () => {
    await buildUnit(m, tree.otherDistrict.id, 'street_township', { name: '永宁镇总工会', code: 'YN-7' });
    await buildUnit(m, tree.otherDistrict.id, 'street_township', { name: '大永宁街道总工会', code: 'YN-8' });
    const found = async (search: string) =>
      (await m.call(SearchUnits, { search }, m.admin)).items.map((unit) => unit.code);
    expect(await found('永宁')).toEqual(['YN-7', 'YN-8']);
    expect(await found('宁街')).toEqual(['YN-8']);
    expect(await found('yn-7')).toEqual(['YN-7']);
    expect(await found('宁永')).toEqual([]);
    const first = await m.call(SearchUnits, { search: '永宁', limit: 1 }, m.admin);
    expect(first).toMatchObject({ items: [{ code: 'YN-7' }], next: 'YN-7' });
    expect((await m.call(SearchUnits, { search: '永宁', limit: 1, cursor: 'YN-7' }, m.admin)).items).toMatchObject([
      { code: 'YN-8' },
    ]);
  });

  it('shows nobody a unit that is not theirs: parent, sibling and missing are the same', async () => {
    for (const unitId of [
      tree.district.id,
      m.cityId,
      tree.otherStreet.id,
      tree.otherSite.id,
      tree.otherDistrict.id,
      newId(),
    ]) {
      await expect(m.call(GetUnit, { unitId }, streetCadre)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(m.call(UnitChildren, { unitId }, streetCadre)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    for (const unitId of [tree.street.id, tree.site.id]) {
      expect((await m.call(GetUnit, { unitId }, streetCadre)).unitId).toBe(unitId);
    }
    const seen = (await m.call(SearchUnits, { search: '工会' }, streetCadre)).items.map((unit) => unit.unitId);
    expect(new Set(seen)).toEqual(new Set([tree.street.id, tree.site.id]));
  });

  it('lets anybody find active unions by name, and nothing more than names', async () => {
    const { items } = await m.call(SearchPublicUnits, { search: tree.site.name.slice(0, 4) }, ANONYMOUS);
    const found = items.find((unit) => unit.unitId === tree.site.id);
    expect(Object.keys(found ?? {})).toEqual(['unitId', 'name', 'above']);
    expect(found?.above.map((unit) => unit.unitId)).toEqual([m.cityId, tree.district.id, tree.street.id]);
    await m.database.query(`update unit set status = 'DISSOLVED' where id = $1`, [tree.otherSite.id]);
    const after = await m.call(SearchPublicUnits, { search: '工会' }, ANONYMOUS);
    expect(after.items.length).toBeLessThanOrEqual(20);
    expect(after.items.map((unit) => unit.unitId)).not.toContain(tree.otherSite.id);
    await m.database.query(`update unit set status = 'ACTIVE' where id = $1`, [tree.otherSite.id]);
  });

  it('is refused to whoever has no appointment', async () => {
    for (const actor of [ANONYMOUS, { ...ANONYMOUS, kind: 'WORKER' } as Actor]) {
      await expect(m.call(GetUnit, { unitId: tree.site.id }, actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(m.call(SearchUnits, { search: '工会' }, actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  it('gives services, and only services, all they need to check and mend a mirror', async () => {
    const digest = await m.call(UnitDigest, {}, SYSTEM);
    const ids: [string, number][] = [];
    for (let after: string | undefined; ;) {
      const { units } = await m.call(UnitRevisions, { limit: 4, ...(after && { after }) }, SYSTEM);
      ids.push(...units);
      if (units.length < 4) break;
      after = units.at(-1)?.[0];
    }
    expect(digest).toEqual({ count: ids.length, revisionSum: ids.reduce((sum, [, revision]) => sum + revision, 0) });
    const { units } = await m.call(UnitStates, { unitIds: ids.map(([id]) => id) }, SYSTEM);
    const last = new Map((await m.unitStates()).map((state) => [state.unitId, state]));
    expect(new Map(units.map((unit) => [unit.unitId, unit]))).toEqual(last);
    for (const actor of [m.admin, ANONYMOUS, streetCadre]) {
      await expect(m.call(UnitDigest, {}, actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(m.call(UnitRevisions, { limit: 1 }, actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(m.call(UnitStates, { unitIds: [m.cityId] }, actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});
