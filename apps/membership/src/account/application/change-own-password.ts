import { type Actor, type ChangePasswordBody, fail, requirePerson } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { SessionRepository } from '../../session/persistence/session-repository.js';
import { AccountReader } from '../persistence/account-reader.js';
import { AccountRepository } from '../persistence/account-repository.js';
import { CheckOwnPassword } from './check-own-password.js';
import { PasswordHasher } from './password-hasher.js';
import { PasswordPolicy } from './password-policy.js';

@Injectable()
export class ChangeOwnPassword {
  constructor(
    private readonly database: Database,
    private readonly reader: AccountReader,
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
    private readonly checkPassword: CheckOwnPassword,
    private readonly policy: PasswordPolicy,
    private readonly hasher: PasswordHasher,
    private readonly audit: AuditTrail,
  ) {}

  /** The session that asks goes on, the others end. @throws PASSWORD_WRONG, or what the policy says */
  async run(actor: Actor, { present, password }: ChangePasswordBody): Promise<void> {
    const accountId = requirePerson(actor);
    const { kind, names, hasPassword } = await this.reader.passwordOwner(accountId);
    if (hasPassword) await this.checkPassword.run(accountId, present ?? '');
    else if (kind === 'STAFF') throw fail('PASSWORD_WRONG');
    this.policy.check(password, { kind, names });
    const hash = await this.hasher.hash(password);
    await this.database.transaction(async (tx) => {
      await this.accounts.setPassword(tx, accountId, hash);
      await this.sessions.endAll(tx, accountId, actor.sessionId);
      const [place] = await this.sessions.placesOf(tx, accountId);
      await this.audit.record(tx, {
        actor,
        action: 'account.password.changed',
        unitId: place?.unitId ?? actor.worker?.unitId ?? null,
        subjectIds: [accountId],
      });
    });
  }
}
