import { type Actor, requireScope } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { UnitRepository } from '../persistence/unit-repository.js';
import { AnnounceUnits } from './announce-units.js';

/** Hangs a unit, with everything below it, under another unit of its parent's tier. */
@Injectable()
export class MoveUnitElsewhere {
  constructor(
    private readonly units: UnitRepository,
    private readonly announce: AnnounceUnits,
    private readonly audit: AuditTrail,
  ) {}

  /** A circle cannot come about: a unit below the moved one has the wrong tier. @throws NOT_FOUND TIER_MISMATCH */
  async run(tx: Tx, actor: Actor, unitId: string, parentId: string): Promise<void> {
    const scope = requireScope(actor, 'unit.manage');
    await this.units.lockTree(tx, 'changing');
    await this.units.lockForMove(tx, unitId, parentId);
    const unit = await this.units.findForChange(tx, unitId, scope);
    const parent = await this.units.findForChange(tx, parentId, scope);
    parent.assertTakes(unit.tier);
    if (unit.parentId === parent.id) return;
    const from = unit.parentId;
    await this.announce.run(tx, await this.units.move(tx, unit, parent));
    await this.audit.record(tx, {
      actor,
      action: 'unit.moved',
      unitId,
      subjectIds: [unitId],
      detail: { from, to: parentId },
    });
  }
}
