import { fail, type OpenedSession, type PassSecondFactorRequest } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { LoginChallengeRepository } from '../persistence/login-challenge-repository.js';
import { LoginReader } from '../persistence/login-reader.js';
import { LoginSlowdownRepository } from '../persistence/login-slowdown-repository.js';
import { Admit } from './admit.js';
import { UseSecondFactor } from './use-second-factor.js';

/** The second step of a log-in. Wrong codes slow down the account as wrong passwords do. */
@Injectable()
export class LogInBySecondFactor {
  constructor(
    private readonly database: Database,
    private readonly challenges: LoginChallengeRepository,
    private readonly logins: LoginReader,
    private readonly slowdown: LoginSlowdownRepository,
    private readonly useSecondFactor: UseSecondFactor,
    private readonly admit: Admit,
  ) {}

  /** @throws SECOND_FACTOR_WRONG TOO_MANY_REQUESTS */
  async run({ challenge, code, caller }: PassSecondFactorRequest): Promise<OpenedSession> {
    const accountId = (await this.challenges.tryOnce(challenge, 'SECOND_FACTOR'))?.accountId;
    if (!accountId) throw fail('SECOND_FACTOR_WRONG');
    const attempt = { account: accountId, address: caller.address };
    await this.slowdown.begin(attempt);
    return this.database.transaction(async (tx) => {
      const method = await this.useSecondFactor.run(tx, accountId, code);
      const account = await this.logins.activeStaff(tx, accountId);
      if (!method || !account || !(await this.challenges.take(tx, challenge))) throw fail('SECOND_FACTOR_WRONG');
      const session = await this.admit.run(tx, { ...account, kind: 'STAFF', method, device: caller.device });
      await this.slowdown.succeeded(attempt, tx);
      return session;
    });
  }
}
