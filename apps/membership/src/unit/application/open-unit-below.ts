import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { Unit } from '../domain/unit.js';
import type { PlanOf, UnitToOpen } from '../domain/unit-change.js';
import { UnitRepository } from '../persistence/unit-repository.js';
import { searchInitials } from './initials-of.js';
import type { ChangeAuthority, TreeChange } from './tree-change.js';

@Injectable()
export class OpenUnitBelow {
  constructor(private readonly units: UnitRepository) {}

  /** @throws NOT_FOUND TIER_MISMATCH UNIT_DISSOLVED UNIT_CODE_TAKEN UNIT_CREDIT_CODE_* */
  async run(tx: Tx, { scope }: ChangeAuthority, plan: PlanOf<'OPEN'>): Promise<TreeChange> {
    await this.units.lockTree(tx, 'reading');
    const parent = await this.units.findForChange(tx, plan.parentId, scope);
    await this.open(tx, parent, [plan]);
    return { unitIds: [plan.unitId] };
  }

  /** Several below one unit; the caller has locked the tree and that unit. */
  async open(tx: Tx, parent: Unit, plans: readonly UnitToOpen[]): Promise<Unit[]> {
    const units = plans.map(({ unitId, unitKind, code, name, shortName, address, creditCode }) =>
      Unit.below(parent, { id: unitId, kind: unitKind, code, name, shortName, address, creditCode }),
    );
    const described = units.map((unit) => ({ unit, initials: searchInitials(unit.name, unit.shortName) }));
    await this.units.insert(tx, described);
    return units;
  }
}
