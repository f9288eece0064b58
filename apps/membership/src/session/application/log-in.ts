import { fail, type OpenedSession, type OpenSessionRequest } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { PasswordHasher } from '../../account/application/password-hasher.js';
import { CHALLENGE_SECONDS, LoginChallengeRepository } from '../persistence/login-challenge-repository.js';
import { LoginReader } from '../persistence/login-reader.js';
import { LoginSlowdownRepository } from '../persistence/login-slowdown-repository.js';
import { Admit } from './admit.js';

/** Opens a session by password. Nobody can tell from answer or time whether the name or the password was wrong. */
@Injectable()
export class LogIn {
  constructor(
    private readonly database: Database,
    private readonly logins: LoginReader,
    private readonly slowdown: LoginSlowdownRepository,
    private readonly challenges: LoginChallengeRepository,
    private readonly hasher: PasswordHasher,
    private readonly admit: Admit,
  ) {}

  /**
   * Not kept under an Idempotency-Key: the token would be kept with it.
   *
   * @throws LOGIN_FAILED TOO_MANY_REQUESTS; SECOND_FACTOR_NEEDED with a challenge, which is no session
   */
  async run({ login, secret, address, device }: OpenSessionRequest): Promise<OpenedSession> {
    const found = await this.logins.find(login);
    const attempt = { account: found?.accountId ?? login.trim().toLowerCase(), address };
    await this.slowdown.begin(attempt);
    const isRight = await this.hasher.verify(found?.passwordHash ?? null, secret, address);
    if (!found || !isRight) throw fail('LOGIN_FAILED');

    const { accountId, kind, displayName } = found;
    if (found.hasSecondFactor) {
      const challenge = await this.challenges.open('SECOND_FACTOR', { accountId, phoneIndex: null });
      await this.slowdown.giveBack(attempt);
      throw fail('SECOND_FACTOR_NEEDED', { challenge, expiresInSeconds: CHALLENGE_SECONDS });
    }
    return this.database.transaction(async (tx) => {
      const session = await this.admit.run(tx, { accountId, kind, displayName, method: 'PASSWORD', device });
      await this.slowdown.succeeded(attempt, tx);
      return session;
    });
  }
}
