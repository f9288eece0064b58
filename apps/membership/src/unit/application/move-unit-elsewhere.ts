import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { PlanOf } from '../domain/unit-change.js';
import { UnitRepository } from '../persistence/unit-repository.js';
import type { ChangeAuthority, TreeChange } from './tree-change.js';

/** Hangs a unit, with everything below it, under another unit of its parent's tier. */
@Injectable()
export class MoveUnitElsewhere {
  constructor(private readonly units: UnitRepository) {}

  /**
   * A circle cannot come about: a unit below the moved one has the wrong tier.
   * @throws NOT_FOUND TIER_MISMATCH UNIT_DISSOLVED CITY_STAYS
   */
  async run(tx: Tx, { scope }: ChangeAuthority, { unitId, parentId }: PlanOf<'MOVE'>): Promise<TreeChange> {
    await this.units.lockTree(tx, 'changing');
    await this.units.lockUnits(tx, [parentId], [unitId]);
    const [unit, parent] = await this.units.findAllForChange(tx, [unitId, parentId], scope);
    if (!unit || !parent) return { unitIds: [] };
    unit.assertMayGo();
    parent.assertTakes(unit.tier);
    if (unit.parentId === parent.id) return { unitIds: [] };
    return { unitIds: await this.units.moveBranches(tx, [{ id: unit.id, parentId: parent.id }]) };
  }
}
