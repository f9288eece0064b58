import { Database, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { hashOfToken, newSessionToken } from '../domain/session-token.js';

export const CHALLENGE_SECONDS = 300;
const TRIES = 5;

export interface Challenge {
  accountId: string | null;
  phoneIndex: Buffer | null;
}
type ChallengeKind = 'SECOND_FACTOR' | 'WHICH_PERSON';

/** What stands between the first step of a log-in and the second: it opens nothing by itself. */
@Injectable()
export class LoginChallengeRepository {
  constructor(private readonly database: Database) {}

  /** Gives the token, which is kept nowhere. */
  async open(kind: ChallengeKind, { accountId, phoneIndex }: Challenge): Promise<string> {
    const token = newSessionToken();
    await this.database.query(
      `insert into login_challenge (token_hash, kind, account_id, phone_index, expires_at)
       values ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
      [hashOfToken(token), kind, accountId, phoneIndex, CHALLENGE_SECONDS],
    );
    return token;
  }

  /** Counts a try, for good, before it is checked. Undefined when it has run out, in time or in tries. */
  async tryOnce(token: string, kind: ChallengeKind): Promise<Challenge | undefined> {
    const [row] = await this.database.query<Challenge>(
      `update login_challenge set tries = tries + 1
        where token_hash = $1 and kind = $2 and tries < $3 and expires_at > now()
       returning account_id as "accountId", phone_index as "phoneIndex"`,
      [hashOfToken(token), kind, TRIES],
    );
    return row;
  }

  /** Uses it up. False when somebody else just did. */
  async take(tx: Tx, token: string): Promise<boolean> {
    const taken = await tx.query(`delete from login_challenge where token_hash = $1 returning 1`, [hashOfToken(token)]);
    return taken.length === 1;
  }

  async forget(): Promise<void> {
    await this.database.query(`delete from login_challenge where expires_at < now()`);
  }
}
