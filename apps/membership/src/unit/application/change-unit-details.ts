import { type Actor, type ChangeUnitRequest, requireScope } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { UnitRepository } from '../persistence/unit-repository.js';
import { AnnounceUnits } from './announce-units.js';

/** Renames a unit or changes its address. */
@Injectable()
export class ChangeUnitDetails {
  constructor(
    private readonly units: UnitRepository,
    private readonly announce: AnnounceUnits,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NOT_FOUND */
  async run(tx: Tx, actor: Actor, { unitId, ...change }: ChangeUnitRequest): Promise<void> {
    const unit = await this.units.findForChange(tx, unitId, requireScope(actor, 'unit.manage'));
    if (!unit.describe(change)) return;
    await this.announce.run(tx, await this.units.update(tx, unit));
    await this.audit.record(tx, { actor, action: 'unit.changed', unitId, subjectIds: [unitId] });
  }
}
