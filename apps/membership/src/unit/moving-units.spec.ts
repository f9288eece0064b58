import {
  ChangeUnit,
  MoveUnit,
  OpenUnit,
  UNIT_TIERS,
  type UnitKind,
  type UnitStateV1,
  type UnitTier,
} from '@guantong/contracts';
import { array, assert, asyncProperty, boolean, nat, record } from 'fast-check';
import { buildTree, buildUnit } from '../testing/build-tree.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';

const KIND: Record<UnitTier, UnitKind> = {
  CITY: 'city_federation',
  DISTRICT: 'district_union',
  DIRECT: 'street_township',
  GRASSROOTS: 'site',
};

interface Row {
  id: string;
  parentId: string | null;
  path: string[];
  revision: number;
}

describe('the tree of units', () => {
  let m: MembershipFixture;
  beforeAll(async () => {
    m = await membershipFixture();
  });
  afterAll(() => m.stop());

  const rows = (): Promise<Row[]> =>
    m.database.query<Row>(`select id, parent_id as "parentId", path, revision::int from unit order by id`);

  /** The newest state per unit, as a mirror fed by the events would have it. */
  const mirrored = async (): Promise<Map<string, UnitStateV1>> => {
    const mirror = new Map<string, UnitStateV1>();
    for (const state of await m.unitStates()) {
      if ((mirror.get(state.unitId)?.revision ?? 0) < state.revision) mirror.set(state.unitId, state);
    }
    return mirror;
  };

  it('moves a unit with all that is below it, tells of each once, and of nothing else', async () => {
    const tree = await buildTree(m);
    const before = await m.unitStates();
    const view = await m.call(MoveUnit, { unitId: tree.street.id, parentId: tree.otherDistrict.id }, m.admin);
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
    await m.call(MoveUnit, { unitId: tree.street.id, parentId: tree.district.id }, m.admin);
    expect((await m.unitStates()).length).toBe(before);
  });

  it('keeps every tier exactly one below the one above', async () => {
    const tree = await buildTree(m);
    const wrong = { parentId: tree.site.id, kind: 'site', code: 'X-1', name: '不该有的工会' } as const;
    await expect(m.call(OpenUnit, wrong, m.admin)).rejects.toMatchObject({ code: 'TIER_MISMATCH' });
    await expect(m.call(MoveUnit, { unitId: tree.site.id, parentId: tree.district.id }, m.admin)).rejects.toMatchObject(
      {
        code: 'TIER_MISMATCH',
      },
    );
    await expect(
      m.call(MoveUnit, { unitId: tree.district.id, parentId: tree.street.id }, m.admin),
    ).rejects.toMatchObject({
      code: 'TIER_MISMATCH',
    });
  });

  it('refuses a code twice, also from two people at the same moment', async () => {
    const open = (n: number) =>
      m.call(OpenUnit, { parentId: m.cityId, kind: 'district_union', code: 'SAME', name: `第${n}区总工会` }, m.admin);
    const answers = await Promise.allSettled([open(1), open(2)]);
    expect(answers.filter((a) => a.status === 'fulfilled')).toHaveLength(1);
    expect(answers.find((a) => a.status === 'rejected')?.reason).toMatchObject({ code: 'UNIT_CODE_TAKEN' });
  });

  it('tells of a new name once, and of the same name not at all', async () => {
    const unit = await buildUnit(m, m.cityId, 'district_union');
    const before = (await m.unitStates()).length;
    await m.call(ChangeUnit, { unitId: unit.id, name: '新名区总工会' }, m.admin);
    await m.call(ChangeUnit, { unitId: unit.id, name: '新名区总工会' }, m.admin);
    const told = (await m.unitStates()).slice(before);
    expect(told).toEqual([expect.objectContaining({ unitId: unit.id, name: '新名区总工会' })]);
  });

  it('stays what a simple model says, through any opening and moving (100 runs)', async () => {
    const steps = array(record({ move: boolean(), a: nat(50), b: nat(50) }), {
      minLength: 1,
      maxLength: 8,
    });
    let serial = 0;
    await assert(
      asyncProperty(steps, async (plan) => {
        const outcomes: [got: string | null, due: string | null][] = [];
        const model = new Map<string, { parent: string; tier: UnitTier }>();
        const open = async (parent: string, tier: UnitTier): Promise<void> => {
          const { id } = await buildUnit(m, parent, KIND[tier], { code: `P${++serial}` });
          model.set(id, { parent, tier });
        };
        await open(m.cityId, 'DISTRICT');
        await open(m.cityId, 'DISTRICT');
        for (const { move, a, b } of plan) {
          const units = [...model.keys()];
          const one = units[a % units.length] as string;
          const other = units[b % units.length] as string;
          const tierOf = (id: string) => model.get(id)?.tier ?? 'CITY';
          const below = UNIT_TIERS[UNIT_TIERS.indexOf(tierOf(other)) + 1];
          if (!move) {
            if (below) await open(other, below);
          } else {
            const refused = await m.call(MoveUnit, { unitId: one, parentId: other }, m.admin).then(
              () => null,
              (error: { code: string }) => error.code,
            );
            outcomes.push([refused, below === tierOf(one) ? null : 'TIER_MISMATCH']);
            if (!refused) model.set(one, { parent: other, tier: tierOf(one) });
          }
        }
        expect(outcomes.map(([got]) => got)).toEqual(outcomes.map(([, due]) => due));
        const pathOf = (id: string): string[] =>
          id === m.cityId ? [id] : [...pathOf(model.get(id)?.parent ?? m.cityId), id];
        const own = (await rows()).filter((row) => model.has(row.id));
        expect(own.map(({ id, path }) => [id, path])).toEqual(own.map(({ id }) => [id, pathOf(id)]));
      }),
      { numRuns: 100 },
    );
    const mirror = await mirrored();
    const fresh = await rows();
    expect(fresh.length).toBeGreaterThan(300);
    expect(fresh.map((row) => [row.id, row.path, row.revision])).toEqual(
      fresh.map((row) => [row.id, mirror.get(row.id)?.path, mirror.get(row.id)?.revision]),
    );
  }, 60_000);
});
