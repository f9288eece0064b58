import { type Actor, type IssuedAccessCode, requireScope } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { BlindIndex } from '../../personal-data/blind-index.js';
import { accessCodeDigits, newAccessCode } from '../domain/access-code.js';
import { AccountRepository } from '../persistence/account-repository.js';

const GOOD_FOR_DAYS = 7;

@Injectable()
export class IssueWorkerAccessCode {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountRepository,
    private readonly blindIndex: BlindIndex,
    private readonly audit: AuditTrail,
  ) {}

  /** Not kept under an Idempotency-Key: the code would be kept with it. @throws NOT_FOUND */
  run(actor: Actor, workerId: string): Promise<IssuedAccessCode> {
    const scope = requireScope(actor, 'worker.access.issue');
    return this.database.transaction(async (tx) => {
      const { account, unitId } = await this.accounts.ofWorker(tx, scope, workerId);
      const code = newAccessCode();
      const expiresAt = await this.accounts.putAccessCode(tx, {
        accountId: account.id,
        hash: this.blindIndex.of('access-code', `${account.id}:${accessCodeDigits(code)}`),
        issuedBy: actor.accountId,
        days: GOOD_FOR_DAYS,
      });
      await this.audit.record(tx, { actor, action: 'worker.access-code.issued', unitId, subjectIds: [workerId] });
      return { workerId, code, expiresAt: new Date(expiresAt).toISOString() };
    });
  }
}
