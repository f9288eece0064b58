import { type Actor, fail, type StaffAccountView } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { SecondFactorRepository } from '../../session/persistence/second-factor-repository.js';
import { SessionRepository } from '../../session/persistence/session-repository.js';
import { StaffAccountRepository } from '../persistence/staff-account-repository.js';
import { ManagedAccounts } from './managed-accounts.js';

/** For a device that is lost with its recovery codes: the person logs in by password and enrols another one. */
@Injectable()
export class ResetSecondFactorOfStaff {
  constructor(
    private readonly managed: ManagedAccounts,
    private readonly staff: StaffAccountRepository,
    private readonly factors: SecondFactorRepository,
    private readonly sessions: SessionRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NOT_FOUND NOT_YOURSELF SECOND_FACTOR_NOT_ENROLLED */
  async run(tx: Tx, actor: Actor, accountId: string): Promise<StaffAccountView> {
    const { unitId } = await this.managed.requireOther(tx, actor, accountId);
    if (!(await this.factors.remove(tx, accountId))) throw fail('SECOND_FACTOR_NOT_ENROLLED');
    await this.sessions.endAll(tx, accountId);
    await this.audit.record(tx, { actor, action: 'account.second-factor.reset', unitId, subjectIds: [accountId] });
    return this.staff.get(tx, accountId);
  }
}
