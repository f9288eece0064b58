import { fail } from '@guantong/contracts';
import { Injectable } from '@nestjs/common';
import { LoginSlowdownRepository } from '../../session/persistence/login-slowdown-repository.js';
import { AccountReader } from '../persistence/account-reader.js';
import { PasswordHasher } from './password-hasher.js';

/** Asks for the password again, before something that somebody at an unwatched screen must not do. */
@Injectable()
export class CheckOwnPassword {
  constructor(
    private readonly accounts: AccountReader,
    private readonly slowdown: LoginSlowdownRepository,
    private readonly hasher: PasswordHasher,
  ) {}

  /** @throws PASSWORD_WRONG, or TOO_MANY_REQUESTS: guessing here is as slow as at log-in */
  async run(accountId: string, password: string): Promise<void> {
    const attempt = { account: accountId, address: undefined };
    await this.slowdown.begin(attempt);
    const stored = await this.accounts.passwordHash(accountId);
    if (!(await this.hasher.verify(stored, password))) throw fail('PASSWORD_WRONG');
    await this.slowdown.succeeded(attempt);
  }
}
