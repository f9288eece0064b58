import { type Actor, type ApiTokenView, fail, requirePerson, requireScope } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { ManagedAccounts } from '../../staff-account/application/managed-accounts.js';
import { ApiTokenReader } from '../persistence/api-token-reader.js';
import { ApiTokenRepository } from '../persistence/api-token-repository.js';

@Injectable()
export class RevokeApiTokenOfProgram {
  constructor(
    private readonly database: Database,
    private readonly tokens: ApiTokenRepository,
    private readonly reader: ApiTokenReader,
    private readonly managed: ManagedAccounts,
    private readonly audit: AuditTrail,
  ) {}

  /** By its maker, or an administrator above. A second time changes nothing. @throws NOT_FOUND */
  run(actor: Actor, tokenId: string): Promise<ApiTokenView> {
    const accountId = requirePerson(actor);
    return this.database.transaction(async (tx) => {
      const token = await this.tokens.makerOf(tx, tokenId);
      const isOwn = token?.accountId === accountId;
      if (!isOwn) requireScope(actor, 'appointment.manage'); // a foreign token and none get the same answer
      if (!token) throw fail('NOT_FOUND');
      if (!isOwn) await this.managed.require(tx, actor, token.accountId);
      if (await this.tokens.revoke(tx, tokenId, accountId)) {
        const { unitId } = token;
        await this.audit.record(tx, { actor, action: 'api-token.revoked', unitId, subjectIds: [tokenId] });
      }
      return this.reader.get(tx, tokenId);
    });
  }
}
