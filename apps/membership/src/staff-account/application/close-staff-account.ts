import { type Actor, type StaffAccountView } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { ApiTokenRepository } from '../../api-token/persistence/api-token-repository.js';
import { EndAllAppointments } from '../../appointment/application/end-all-appointments.js';
import { AuditTrail } from '../../audit/audit-trail.js';
import { SessionRepository } from '../../session/persistence/session-repository.js';
import { StaffAccountRepository } from '../persistence/staff-account-repository.js';
import { ManagedAccounts } from './managed-accounts.js';

/** Somebody has gone: appointments, sessions and tokens end, what they did stays under their name. */
@Injectable()
export class CloseAccountOfStaff {
  constructor(
    private readonly managed: ManagedAccounts,
    private readonly staff: StaffAccountRepository,
    private readonly endAppointments: EndAllAppointments,
    private readonly sessions: SessionRepository,
    private readonly tokens: ApiTokenRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** A second time changes nothing. @throws NOT_FOUND NOT_YOURSELF LAST_ADMINISTRATOR */
  async run(tx: Tx, actor: Actor, accountId: string): Promise<StaffAccountView> {
    const { unitId } = await this.managed.requireOther(tx, actor, accountId);
    const { status } = await this.staff.get(tx, accountId);
    if (status === 'CLOSED') return this.staff.get(tx, accountId);
    await this.endAppointments.run(tx, actor, accountId, undefined);
    await this.staff.setStatus(tx, accountId, 'CLOSED');
    await this.sessions.endAll(tx, accountId);
    await this.tokens.revokeAll(tx, accountId, actor.accountId);
    await this.audit.record(tx, { actor, action: 'account.closed', unitId, subjectIds: [accountId] });
    return this.staff.get(tx, accountId);
  }

  /** Without appointments, and with the password it had. */
  async reopen(tx: Tx, actor: Actor, accountId: string): Promise<StaffAccountView> {
    const { unitId } = await this.managed.requireOther(tx, actor, accountId);
    if (await this.staff.setStatus(tx, accountId, 'ACTIVE')) {
      await this.audit.record(tx, { actor, action: 'account.reopened', unitId, subjectIds: [accountId] });
    }
    return this.staff.get(tx, accountId);
  }
}
