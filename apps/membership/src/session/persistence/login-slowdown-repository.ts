import { type DomainError } from '@guantong/platform';
import { fail } from '@guantong/contracts';
import { Database, prepared, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../personal-data/blind-index.js';
import { FORGOTTEN_AFTER_SECONDS, PER_ACCOUNT, PER_ADDRESS, type SlowDown, waits } from '../domain/slow-down.js';

interface Guarded {
  key: Buffer;
  rule: SlowDown;
}

/** Whose tries are counted: the account (or whatever log-in name was given), and where they come from. */
export interface LoginTry {
  account: string;
  address: string | undefined;
}

/**
 * Counts a try under each key in turn, in one statement: one commit to wait for. A key that is blocked is not counted,
 * nor is any behind it; a row comes back only when all are. $1 seconds of peace; then a key and its waits, each time.
 */
const countSql = (keys: number): string => {
  const count = (n: number, before: string): string => `c${n} as (
    insert into login_slowdown as s (key, failures, last_try_at, blocked_until)
    select $${2 * n + 2}::bytea, 1, now(), now() ${before}
    on conflict (key) do update set last_try_at = now(),
      (failures, blocked_until) = (
        select f.n, now() + make_interval(secs => ($${2 * n + 3}::int[])[least(f.n, cardinality($${2 * n + 3}::int[]))])
          from (select case when s.last_try_at < now() - make_interval(secs => $1) then 1 else s.failures + 1 end) f (n))
    where s.blocked_until <= clock_timestamp() returning 1)`;
  const counts = Array.from({ length: keys }, (_, n) => count(n, n === 0 ? '' : `from c${n - 1}`));
  return `with ${counts.join(', ')} select 1 from c${keys - 1}`;
};
const COUNT_ONE = prepared('login-try-of-one', countSql(1));
const COUNT_BOTH = prepared('login-try-of-both', countSql(2));

/**
 * Wrong tries per account and per address, for all copies of the service. A try is counted as wrong before it is
 * checked, so that a hundred at once are a hundred; a right one takes its count back. What looks for rows here is not
 * `prepared`: a flood makes a few rows a hundred thousand within minutes, and an old plan would read them all each time.
 */
@Injectable()
export class LoginSlowdownRepository {
  constructor(
    private readonly database: Database,
    private readonly blindIndex: BlindIndex,
  ) {}

  /**
   * Held against clock_timestamp(): now() is when the statement began, before it may have waited for the row of an
   * address that somebody else has just logged in from, and that row then looked as if it were blocked.
   *
   * @throws TOO_MANY_REQUESTS while the account or the address has to wait
   */
  async begin(attempt: LoginTry): Promise<void> {
    const guarded = this.guarded(attempt);
    // first without a lock: a flood at one account must not queue up behind one row
    const early = await this.tooEarly(guarded);
    if (early) throw early;
    const counted = await this.database.query(guarded.length === 1 ? COUNT_ONE : COUNT_BOTH, [
      FORGOTTEN_AFTER_SECONDS,
      ...guarded.flatMap(({ key, rule }) => [key, waits(rule)]),
    ]);
    if (counted.length === 0)
      throw (await this.tooEarly(guarded)) ?? fail('TOO_MANY_REQUESTS', { retryAfterSeconds: 1 });
  }

  /** The log-in was right: the account starts afresh, the address gets this one try back. Last in its transaction. */
  async succeeded(attempt: LoginTry, sql: Sql = this.database): Promise<void> {
    const [account] = this.guarded(attempt);
    await sql.query(`delete from login_slowdown where key = $1`, [account?.key]);
    await this.giveBack(attempt, sql);
  }

  /** Half way in: the address gets this one try back, the account's is still counted. */
  async giveBack(attempt: LoginTry, sql: Sql = this.database): Promise<void> {
    const [, address] = this.guarded(attempt);
    if (!address) return;
    await sql.query(
      `update login_slowdown set failures = greatest(failures - 1, 0),
              blocked_until = case when failures - 1 <= $2 then now() else blocked_until end
        where key = $1`,
      [address.key, address.rule.free],
    );
  }

  /** Drops whatever an hour has made meaningless. */
  async forget(): Promise<void> {
    await this.database.query(`delete from login_slowdown where last_try_at < now() - make_interval(secs => $1)`, [
      FORGOTTEN_AFTER_SECONDS,
    ]);
  }

  private guarded({ account, address }: LoginTry): Guarded[] {
    const key = (of: string): Buffer => this.blindIndex.of('login-slowdown', of);
    return [
      { key: key(`account:${account}`), rule: PER_ACCOUNT },
      ...(address ? [{ key: key(`address:${address}`), rule: PER_ADDRESS }] : []),
    ];
  }

  private async tooEarly(guarded: readonly Guarded[]): Promise<DomainError | undefined> {
    const [row] = await this.database.query<{ key: Buffer; seconds: number }>(
      `select key, ceil(extract(epoch from blocked_until - now()))::int as seconds
         from login_slowdown where key = any($1::bytea[]) and blocked_until > clock_timestamp()
        order by blocked_until desc limit 1`,
      [guarded.map((g) => g.key)],
    );
    if (!row) return undefined;
    // the gateway remembers which of the two has to wait, and asks no more until then
    const blocked = guarded[0]?.key.equals(row.key) ? 'ACCOUNT' : 'ADDRESS';
    return fail('TOO_MANY_REQUESTS', { retryAfterSeconds: Math.max(row.seconds, 1), blocked });
  }
}
