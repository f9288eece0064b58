import { timingSafeEqual } from 'node:crypto';
import { fail, type OpenedSession, type OpenSessionRequest } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { PasswordHasher } from '../../account/application/password-hasher.js';
import { accessCodeDigits } from '../../account/domain/access-code.js';
import { BlindIndex } from '../../personal-data/blind-index.js';
import { SESSION_LIFETIME } from '../domain/session-lifetime.js';
import { newSessionToken } from '../domain/session-token.js';
import { type LoginCandidate, LoginReader } from '../persistence/login-reader.js';
import { LoginSlowdownRepository } from '../persistence/login-slowdown-repository.js';
import { SessionRepository } from '../persistence/session-repository.js';

/** Opens a session. Nobody can tell from answer or time whether the name or the secret was wrong. */
@Injectable()
export class LogIn {
  constructor(
    private readonly database: Database,
    private readonly logins: LoginReader,
    private readonly slowdown: LoginSlowdownRepository,
    private readonly sessions: SessionRepository,
    private readonly hasher: PasswordHasher,
    private readonly blindIndex: BlindIndex,
  ) {}

  /** Not kept under an Idempotency-Key: the token would be kept with it. @throws LOGIN_FAILED TOO_MANY_REQUESTS */
  async run({ login, secret, address }: OpenSessionRequest): Promise<OpenedSession> {
    const found = await this.logins.find(login);
    const attempt = { account: found?.accountId ?? login.trim().toLowerCase(), address };
    await this.slowdown.begin(attempt);
    const byPassword = await this.hasher.verify(found?.passwordHash ?? null, secret);
    const code = this.codeHash(found, secret);
    const byCode = found?.codeHash ? timingSafeEqual(found.codeHash, code) : false;
    if (!found || !(byPassword || byCode)) throw fail('LOGIN_FAILED');

    const token = newSessionToken();
    const expiresAt = await this.database.transaction(async (tx) => {
      if (!byPassword && !(await this.sessions.takeAccessCode(tx, found.accountId, code))) throw fail('LOGIN_FAILED');
      return this.sessions.open(tx, { accountId: found.accountId, token, hours: SESSION_LIFETIME[found.kind].hours });
    });
    await this.slowdown.succeeded(attempt);
    return { token, expiresAt, kind: found.kind, displayName: found.displayName };
  }

  private codeHash(found: LoginCandidate | undefined, secret: string): Buffer {
    return this.blindIndex.of('access-code', `${found?.accountId ?? ''}:${accessCodeDigits(secret) ?? ''}`);
  }
}
