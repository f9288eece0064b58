import { type AcceptedInvitation, type AcceptInvitationRequest, fail } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { BlindIndex } from '../../personal-data/blind-index.js';
import { plainCode } from '../../session/domain/readable-code.js';
import { LoginSlowdownRepository } from '../../session/persistence/login-slowdown-repository.js';
import { SessionRepository } from '../../session/persistence/session-repository.js';
import { AccountRepository } from '../persistence/account-repository.js';
import { PasswordHasher } from './password-hasher.js';
import { PasswordPolicy } from './password-policy.js';

/** The invited person sets the password; then they log in with it, second factor and all. */
@Injectable()
export class AcceptStaffInvitation {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
    private readonly slowdown: LoginSlowdownRepository,
    private readonly policy: PasswordPolicy,
    private readonly hasher: PasswordHasher,
    private readonly blindIndex: BlindIndex,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws INVITATION_INVALID TOO_MANY_REQUESTS, or what the password policy says */
  async run({ login, code, password, caller }: AcceptInvitationRequest): Promise<AcceptedInvitation> {
    const attempt = { account: `invitation:${login.toLowerCase()}`, address: caller.address };
    await this.slowdown.begin(attempt);
    const found = await this.accounts.invited(this.database, login, (accountId) => this.hashOf(accountId, code));
    if (!found) throw fail('INVITATION_INVALID');
    const { accountId, displayName } = found;
    await this.slowdown.succeeded(attempt); // what is wrong with the password is no guess at the code
    this.policy.check(password, { kind: 'STAFF', names: [login, displayName] });
    const hash = await this.hasher.hash(password);
    await this.database.transaction(async (tx) => {
      if (!(await this.accounts.takeInvitation(tx, accountId, this.hashOf(accountId, code)))) {
        throw fail('INVITATION_INVALID');
      }
      await this.accounts.setPassword(tx, accountId, hash);
      const [place] = await this.sessions.placesOf(tx, accountId);
      await this.audit.record(tx, {
        actor: { kind: 'STAFF', accountId },
        action: 'account.invitation.accepted',
        unitId: place?.unitId ?? null,
        subjectIds: [accountId],
      });
    });
    return { accepted: true };
  }

  private hashOf(accountId: string, code: string): Buffer {
    return this.blindIndex.of('invitation', `${accountId}:${plainCode(code)}`);
  }
}
