import { timingSafeEqual } from 'node:crypto';
import { fail, type OpenedSession, type UnionCodeRequest } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { accessCodeDigits } from '../../account/domain/access-code.js';
import { BlindIndex } from '../../personal-data/blind-index.js';
import { sameName } from '../domain/same-name.js';
import { LoginReader } from '../persistence/login-reader.js';
import { LoginSlowdownRepository } from '../persistence/login-slowdown-repository.js';
import { SessionRepository } from '../persistence/session-repository.js';
import { Admit } from './admit.js';

/** For workers without SMS: name, card number, and the code that their union handed to them. */
@Injectable()
export class LogInByUnionCode {
  constructor(
    private readonly database: Database,
    private readonly logins: LoginReader,
    private readonly slowdown: LoginSlowdownRepository,
    private readonly sessions: SessionRepository,
    private readonly blindIndex: BlindIndex,
    private readonly admit: Admit,
  ) {}

  /** @throws UNION_CODE_WRONG TOO_MANY_REQUESTS */
  async run({ name, card, code, caller }: UnionCodeRequest): Promise<OpenedSession> {
    const found = await this.logins.find(card);
    const attempt = { account: found?.accountId ?? card.trim().toLowerCase(), address: caller.address };
    await this.slowdown.begin(attempt);
    const hash = this.blindIndex.of('access-code', `${found?.accountId ?? ''}:${accessCodeDigits(code) ?? ''}`);
    const isRight = timingSafeEqual(found?.codeHash ?? Buffer.alloc(hash.length), hash);
    if (!found || !isRight || !sameName(found.displayName, name)) throw fail('UNION_CODE_WRONG');
    const { accountId, kind, displayName } = found;
    return this.database.transaction(async (tx) => {
      if (!(await this.sessions.takeAccessCode(tx, accountId, hash))) throw fail('UNION_CODE_WRONG');
      const session = await this.admit.run(tx, {
        accountId,
        kind,
        displayName,
        method: 'UNION_CODE',
        device: caller.device,
      });
      await this.slowdown.succeeded(attempt, tx);
      return session;
    });
  }
}
