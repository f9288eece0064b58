import { UNIT_KINDS, UNIT_TIERS, type UnitStateV1 } from '@guantong/contracts';
import { newId } from '@guantong/platform';

/** A unit's state; below `parent` when one is given, else a city. */
export function buildUnitState({
  parent,
  ...given
}: Partial<UnitStateV1> & { parent?: UnitStateV1 } = {}): UnitStateV1 {
  const unitId = given.unitId ?? newId();
  const tier = given.tier ?? UNIT_TIERS[parent ? UNIT_TIERS.indexOf(parent.tier) + 1 : 0] ?? 'GRASSROOTS';
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
    ...given,
  };
}
