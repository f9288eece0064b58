import { type Actor, requirePerson, requireScope, type SetWorkerPasswordRequest } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { SessionRepository } from '../../session/persistence/session-repository.js';
import { AccountRepository } from '../persistence/account-repository.js';
import { PasswordHasher } from './password-hasher.js';
import { PasswordPolicy } from './password-policy.js';

@Injectable()
export class SetPasswordOfWorker {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
    private readonly hasher: PasswordHasher,
    private readonly policy: PasswordPolicy,
    private readonly audit: AuditTrail,
  ) {}

  /** Repeating it does the same again, so no Idempotency-Key is needed. @throws NOT_FOUND */
  async run(actor: Actor, { workerId, password }: SetWorkerPasswordRequest): Promise<{ workerId: string }> {
    requirePerson(actor);
    const scope = requireScope(actor, 'roster.manage');
    this.policy.check(password, { kind: 'WORKER', names: [] });
    const hash = await this.hasher.hash(password);
    await this.database.transaction(async (tx) => {
      const { account, unitId } = await this.accounts.ofWorker(tx, scope, workerId);
      account.passwordHash = hash;
      await this.sessions.endAll(tx, account.id);
      await this.audit.record(tx, { actor, action: 'worker.password.set', unitId, subjectIds: [workerId] });
    });
    return { workerId };
  }
}
