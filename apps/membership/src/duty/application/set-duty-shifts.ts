import { type Actor, fail, requireScope, type SetDutyRosterRequest } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { UnitRepository } from '../../unit/persistence/unit-repository.js';
import { dayOfDate } from '../domain/local-time.js';
import { saysOneKindOfDay } from '../domain/shift-times.js';
import { DutyRepository } from '../persistence/duty-repository.js';

/** Replaces a unit's roster. */
@Injectable()
export class SetDutyShifts {
  constructor(
    private readonly units: UnitRepository,
    private readonly duty: DutyRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NOT_FOUND DUTY_ACCOUNT_NOT_APPOINTED DUTY_SHIFT_DAY_UNCLEAR */
  async run(tx: Tx, actor: Actor, { unitId, shifts }: SetDutyRosterRequest): Promise<void> {
    const unit = await this.units.findForChange(tx, unitId, requireScope(actor, 'duty.manage'));
    const clear = shifts.every(
      (shift) => saysOneKindOfDay(shift) && (!shift.date || dayOfDate(shift.date) !== undefined),
    );
    if (!clear) throw fail('DUTY_SHIFT_DAY_UNCLEAR');
    const accounts = [...new Set(shifts.map((s) => s.accountId))];
    const may = await this.duty.mayBeOnDuty(tx, unit.id, accounts);
    if (accounts.some((id) => !may.has(id))) throw fail('DUTY_ACCOUNT_NOT_APPOINTED');
    await this.duty.replace(tx, unit.id, shifts);
    await this.audit.record(tx, { actor, action: 'duty-roster.set', unitId, subjectIds: accounts });
  }
}
