import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { PlanOf } from '../domain/unit-change.js';
import { UnitRepository } from '../persistence/unit-repository.js';
import { searchInitials } from './initials-of.js';
import type { ChangeAuthority, TreeChange } from './tree-change.js';

/** Another name, short name, or kind of the same tier. */
@Injectable()
export class RenameUnit {
  constructor(private readonly units: UnitRepository) {}

  /** @throws NOT_FOUND UNIT_DISSOLVED UNIT_KIND_MISMATCH */
  async run(tx: Tx, { scope }: ChangeAuthority, plan: PlanOf<'RENAME'>): Promise<TreeChange> {
    const unit = await this.units.findForChange(tx, plan.unitId, scope);
    const { name, shortName, unitKind } = plan;
    if (!unit.rename({ ...(name && { name }), ...(shortName && { shortName }), ...(unitKind && { kind: unitKind }) })) {
      return { unitIds: [] };
    }
    await this.units.update(tx, unit);
    await this.units.keepInitials(tx, [{ id: unit.id, initials: searchInitials(unit.name, unit.shortName) }]);
    return { unitIds: [unit.id] };
  }
}
