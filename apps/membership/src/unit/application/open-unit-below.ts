import { type Actor, type OpenUnitRequest, requireScope } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { Unit } from '../domain/unit.js';
import { UnitRepository } from '../persistence/unit-repository.js';
import { AnnounceUnits } from './announce-units.js';

@Injectable()
export class OpenUnitBelow {
  constructor(
    private readonly units: UnitRepository,
    private readonly announce: AnnounceUnits,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NOT_FOUND TIER_MISMATCH UNIT_CODE_TAKEN */
  async run(tx: Tx, actor: Actor, request: OpenUnitRequest): Promise<string> {
    const scope = requireScope(actor, 'unit.manage');
    await this.units.lockTree(tx, 'reading');
    const parent = await this.units.findForChange(tx, request.parentId, scope);
    const unit = Unit.below(parent, {
      code: request.code,
      kind: request.kind,
      name: request.name,
      shortName: request.shortName ?? request.name,
      address: request.address ?? '',
    });
    await this.announce.run(tx, await this.units.insert(tx, unit));
    await this.audit.record(tx, { actor, action: 'unit.opened', unitId: unit.id, subjectIds: [unit.id, parent.id] });
    return unit.id;
  }
}
