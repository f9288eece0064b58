import type { Actor, StaffSessions } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { SessionReader } from '../../session/persistence/session-reader.js';
import { SessionRepository } from '../../session/persistence/session-repository.js';
import { ManagedAccounts } from './managed-accounts.js';

@Injectable()
export class SessionsOfStaffMember {
  constructor(
    private readonly database: Database,
    private readonly managed: ManagedAccounts,
    private readonly reader: SessionReader,
    private readonly sessions: SessionRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NOT_FOUND */
  async list(actor: Actor, accountId: string): Promise<StaffSessions> {
    await this.managed.require(this.database, actor, accountId);
    return { items: await this.reader.ofAccount(accountId, actor.sessionId), next: null };
  }

  /** @throws NOT_FOUND */
  async end(actor: Actor, accountId: string): Promise<StaffSessions> {
    await this.database.transaction(async (tx) => {
      const { unitId } = await this.managed.require(tx, actor, accountId);
      await this.sessions.endAll(tx, accountId);
      await this.audit.record(tx, { actor, action: 'account.sessions.ended', unitId, subjectIds: [accountId] });
    });
    return { items: await this.reader.ofAccount(accountId, actor.sessionId), next: null };
  }
}
