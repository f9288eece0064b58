import { fail } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { PlanOf } from '../domain/unit-change.js';
import { HandoverRepository } from '../persistence/handover-repository.js';
import { UnitRepository } from '../persistence/unit-repository.js';
import { TakeOverUnits } from './take-over-units.js';
import type { ChangeAuthority, TreeChange } from './tree-change.js';

/** Ends a unit: with a successor for its workers and the units below it, or when it has neither. */
@Injectable()
export class DissolveUnit {
  constructor(
    private readonly units: UnitRepository,
    private readonly handovers: HandoverRepository,
    private readonly takeOver: TakeOverUnits,
  ) {}

  /** Nobody dissolves the unit they run: it takes the unit above. @throws NOT_FOUND UNIT_NOT_EMPTY CITY_STAYS … */
  async run(tx: Tx, authority: ChangeAuthority, { unitId, successorId }: PlanOf<'DISSOLVE'>): Promise<TreeChange> {
    const { scope } = authority;
    await this.units.lockTree(tx, 'changing');
    await this.units.lockUnits(tx, successorId ? [successorId] : [], [unitId]);
    const unit = await this.units.findForChange(tx, unitId, scope);
    unit.assertMayGo();
    const above = await this.units.findForChange(tx, unit.parentId ?? '', scope);
    if (successorId) (await this.units.findForChange(tx, successorId, scope)).assertTakesOver(unit);
    else await this.assertEmpty(tx, unit.id);
    const handover = { from: unit.id, to: successorId, heir: successorId ?? above.id };
    return this.takeOver.run(tx, authority, 'DISSOLVED', [handover]);
  }

  private async assertEmpty(tx: Tx, unitId: string): Promise<void> {
    const { units, workers } = await this.handovers.countOf(tx, unitId);
    if (units + workers > 0) throw fail('UNIT_NOT_EMPTY', { units, workers });
  }
}
