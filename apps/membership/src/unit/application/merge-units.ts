import { fail } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { PlanOf } from '../domain/unit-change.js';
import { UnitRepository } from '../persistence/unit-repository.js';
import { TakeOverUnits } from './take-over-units.js';
import type { ChangeAuthority, TreeChange } from './tree-change.js';

/** One or several units go into one of the same tier that is there already. */
@Injectable()
export class MergeUnits {
  constructor(
    private readonly units: UnitRepository,
    private readonly takeOver: TakeOverUnits,
  ) {}

  /** @throws NOT_FOUND UNIT_DISSOLVED CITY_STAYS UNITS_OF_DIFFERENT_TIERS */
  async run(tx: Tx, authority: ChangeAuthority, { unitIds, intoUnitId }: PlanOf<'MERGE'>): Promise<TreeChange> {
    const going = [...new Set(unitIds)];
    await this.units.lockTree(tx, 'changing');
    await this.units.lockUnits(tx, [intoUnitId], going);
    const [into, ...from] = await this.units.findAllForChange(tx, [intoUnitId, ...going], authority.scope);
    if (!into) throw fail('NOT_FOUND');
    for (const unit of from) {
      unit.assertMayGo();
      into.assertTakesOver(unit);
    }
    const handovers = from.map((unit) => ({ from: unit.id, to: into.id, heir: into.id }));
    return this.takeOver.run(tx, authority, 'MERGED', handovers);
  }
}
