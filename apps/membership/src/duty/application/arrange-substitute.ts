import {
  type Actor,
  type ArrangeSubstituteRequest,
  type CancelSubstituteRequest,
  fail,
  requireScope,
} from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { UnitRepository } from '../../unit/persistence/unit-repository.js';
import { DutyRepository } from '../persistence/duty-repository.js';
import { SubstituteRepository } from '../persistence/substitute-repository.js';

/** Lets somebody take another's shifts, one of them or all for a time. */
@Injectable()
export class ArrangeSubstituteOnDuty {
  constructor(
    private readonly units: UnitRepository,
    private readonly duty: DutyRepository,
    private readonly substitutes: SubstituteRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NOT_FOUND DUTY_ACCOUNT_NOT_APPOINTED TERM_INVALID */
  async run(tx: Tx, actor: Actor, request: ArrangeSubstituteRequest): Promise<void> {
    const unit = await this.units.findForChange(tx, request.unitId, requireScope(actor, 'duty.manage'));
    const { absentId, substituteId } = request;
    const may = await this.duty.mayBeOnDuty(tx, unit.id, [absentId, substituteId]);
    if (absentId === substituteId || !may.has(absentId) || !may.has(substituteId)) {
      throw fail('DUTY_ACCOUNT_NOT_APPOINTED');
    }
    const id = await this.substitutes.add(tx, request, actor.accountId);
    if (!id) throw fail('TERM_INVALID');
    await this.audit.record(tx, {
      actor,
      action: 'duty-substitute.set',
      unitId: unit.id,
      subjectIds: [id, absentId, substituteId],
      detail: { startsAt: request.startsAt, endsAt: request.endsAt },
    });
  }

  /** @returns the unit. @throws NOT_FOUND */
  async cancel(tx: Tx, actor: Actor, { substitutionId }: CancelSubstituteRequest): Promise<string> {
    const scope = requireScope(actor, 'duty.manage');
    const cancelled = await this.substitutes.cancel(tx, scope, substitutionId);
    if (!cancelled) throw fail('NOT_FOUND');
    const { unitId, absentId, substituteId } = cancelled;
    await this.audit.record(tx, {
      actor,
      action: 'duty-substitute.cancelled',
      unitId,
      subjectIds: [substitutionId, absentId, substituteId],
    });
    return unitId;
  }
}
