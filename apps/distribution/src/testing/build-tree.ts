import { type MirroredWorker, UNIT_KINDS, UNIT_TIERS, type UnitStateV1 } from '@guantong/contracts';
import { newId } from '@guantong/platform';

/** A unit's state: a city, or a child of `parent`. */
export function buildUnit(given: Partial<UnitStateV1> & { parent?: UnitStateV1 } = {}): UnitStateV1 {
  const { parent, ...overrides } = given;
  const unitId = overrides.unitId ?? newId();
  const tier = overrides.tier ?? UNIT_TIERS[parent ? UNIT_TIERS.indexOf(parent.tier) + 1 : 0] ?? 'GRASSROOTS';
  return {
    unitId,
    tier,
    kind: UNIT_KINDS[tier][0],
    name: `工会 ${unitId.slice(-6)}`,
    shortName: unitId.slice(-6),
    parentId: parent?.unitId ?? null,
    path: [...(parent?.path ?? []), unitId],
    status: 'ACTIVE',
    revision: 1,
    ...overrides,
  };
}

export interface TestTree {
  city: UnitStateV1;
  districts: UnitStateV1[];
  directs: UnitStateV1[];
  unions: UnitStateV1[];
  all: UnitStateV1[];
}

/** A city with so many districts, so many direct unions in each, and so many grassroots unions in each of those. */
export function buildTree(districts = 2, directs = 2, unions = 3): TestTree {
  const city = buildUnit();
  const below = (parents: UnitStateV1[], n: number) =>
    parents.flatMap((parent) => Array.from({ length: n }, () => buildUnit({ parent })));
  const d = below([city], districts);
  const s = below(d, directs);
  const u = below(s, unions);
  return { city, districts: d, directs: s, unions: u, all: [city, ...d, ...s, ...u] };
}

export function buildWorker(given: Partial<MirroredWorker> & Pick<MirroredWorker, 'unitId' | 'slot'>): MirroredWorker {
  return {
    workerId: newId(),
    sex: 'M',
    birthYear: 1980,
    schooling: 'lower_secondary',
    employmentForm: 'migrant',
    hasSmartphone: true,
    status: 'ACTIVE',
    revision: 1,
    ...given,
  };
}

/** So many workers in a union, from slot 0. */
export const buildWorkers = (
  unitId: string,
  n: number,
  given: (slot: number) => Partial<MirroredWorker> = () => ({}),
) => Array.from({ length: n }, (_, slot) => buildWorker({ unitId, slot, ...given(slot) }));
