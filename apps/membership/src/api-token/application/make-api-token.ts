import {
  type Actor,
  covers,
  fail,
  type MadeApiToken,
  type MakeApiTokenBody,
  requirePerson,
  requireScope,
  scopeOf,
} from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { hashOfToken } from '../../session/domain/session-token.js';
import { LONGEST_LIFE_DAYS, newApiToken, shownPrefix } from '../domain/api-token.js';
import { ApiTokenReader } from '../persistence/api-token-reader.js';
import { ApiTokenRepository } from '../persistence/api-token-repository.js';

const DAY_MS = 86_400_000;

@Injectable()
export class MakeApiTokenForProgram {
  constructor(
    private readonly database: Database,
    private readonly tokens: ApiTokenRepository,
    private readonly reader: ApiTokenReader,
    private readonly audit: AuditTrail,
  ) {}

  /** Not kept under an Idempotency-Key: the token would be kept with it. @throws NOT_FOUND TOKEN_BEYOND_MAKER */
  async run(actor: Actor, body: MakeApiTokenBody): Promise<MadeApiToken> {
    const accountId = requirePerson(actor);
    const scope = requireScope(actor, 'api_token.manage');
    const { name, unitId, reach, permissions } = body;
    const path = await this.tokens.pathOf(this.database, unitId);
    if (!path || !covers(scope, path)) throw fail('NOT_FOUND');
    const beyond = permissions.find((permission) => !covers(scopeOf(actor, permission), path));
    if (beyond) throw fail('TOKEN_BEYOND_MAKER', { permission: beyond });
    const token = newApiToken();
    const id = newId();
    return this.database.transaction(async (tx) => {
      await this.tokens.insert(tx, {
        ...{ id, accountId, name, unitId, reach, permissions, prefix: shownPrefix(token), hash: hashOfToken(token) },
        expiresAt: lifeOf(body.expiresAt),
      });
      const detail = { permissions: permissions.join(' '), reach };
      await this.audit.record(tx, { actor, action: 'api-token.made', unitId, subjectIds: [id], detail });
      return { ...(await this.reader.get(tx, id)), token };
    });
  }
}

/** @throws VALIDATION_FAILED when it is over already, or more than a year away */
function lifeOf(expiresAt: string): string {
  const ahead = Date.parse(expiresAt) - Date.now();
  if (!(ahead > 0) || ahead > LONGEST_LIFE_DAYS * DAY_MS) {
    throw fail('VALIDATION_FAILED', {}, [{ field: 'expiresAt', rule: 'withinAYear' }]);
  }
  return new Date(expiresAt).toISOString();
}
