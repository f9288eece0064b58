import { type Actor, type AuditAction, fail, type IssuedInvitation } from '@guantong/contracts';
import { Database, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AccountRepository } from '../../account/persistence/account-repository.js';
import { AuditTrail } from '../../audit/audit-trail.js';
import { BlindIndex } from '../../personal-data/blind-index.js';
import { newReadableCode, plainCode } from '../../session/domain/readable-code.js';
import { SecondFactorRepository } from '../../session/persistence/second-factor-repository.js';
import { SessionRepository } from '../../session/persistence/session-repository.js';
import { StaffAccountRepository } from '../persistence/staff-account-repository.js';
import { ManagedAccounts } from './managed-accounts.js';

const GOOD_FOR_DAYS = 7;
/** Twenty characters: 98 bits, since it is worth a password. */
const GROUPS = 4;

/** A code with which a member of staff sets a password that nobody else has seen; the old one is void at once. */
@Injectable()
export class InviteStaffMember {
  constructor(
    private readonly database: Database,
    private readonly managed: ManagedAccounts,
    private readonly staff: StaffAccountRepository,
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
    private readonly factors: SecondFactorRepository,
    private readonly blindIndex: BlindIndex,
    private readonly audit: AuditTrail,
  ) {}

  /** Not kept under an Idempotency-Key: the code would be kept with it. @throws NOT_FOUND NOT_YOURSELF ACCOUNT_CLOSED */
  run(actor: Actor, accountId: string): Promise<IssuedInvitation> {
    return this.database.transaction(async (tx) => {
      const { unitId } = await this.managed.requireOther(tx, actor, accountId);
      return this.issue(tx, actor, { accountId, unitId, action: 'account.invited' });
    });
  }

  /** For whoever has nobody above, asked for by the operator of the system. @throws NOT_FOUND */
  rescue(actor: Actor, login: string): Promise<IssuedInvitation> {
    return this.database.transaction(async (tx) => {
      const accountId = await this.staff.idOf(tx, login);
      if (!accountId) throw fail('NOT_FOUND');
      await this.factors.remove(tx, accountId);
      const [place] = await this.sessions.placesOf(tx, accountId);
      return this.issue(tx, actor, { accountId, unitId: place?.unitId ?? null, action: 'account.rescued' });
    });
  }

  private async issue(
    tx: Tx,
    actor: Actor,
    { accountId, unitId, action }: { accountId: string; unitId: string | null; action: AuditAction },
  ): Promise<IssuedInvitation> {
    const { login, status } = await this.staff.get(tx, accountId);
    if (status === 'CLOSED') throw fail('ACCOUNT_CLOSED');
    const code = newReadableCode(GROUPS);
    const hash = this.blindIndex.of('invitation', `${accountId}:${plainCode(code)}`);
    const expiresAt = await this.accounts.putInvitation(tx, {
      ...{ accountId, hash, issuedBy: actor.accountId, days: GOOD_FOR_DAYS },
    });
    await this.accounts.setPassword(tx, accountId, null);
    await this.sessions.endAll(tx, accountId);
    await this.audit.record(tx, { actor, action, unitId, subjectIds: [accountId] });
    return { accountId, login, code, expiresAt };
  }
}
