import { isoTime, type Tx } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import { hashOfToken } from '../domain/session-token.js';

@Injectable()
export class SessionRepository {
  async open(tx: Tx, session: { accountId: string; token: string; hours: number }): Promise<string> {
    const [row] = await tx.query<{ expiresAt: string }>(
      `insert into session (id, token_hash, account_id, expires_at)
       values ($1, $2, $3, now() + make_interval(hours => $4)) returning expires_at as "expiresAt"`,
      [newId(), hashOfToken(session.token), session.accountId, session.hours],
    );
    return isoTime(row?.expiresAt ?? '');
  }

  /** Uses an access code up. False when it has been used meanwhile. */
  async takeAccessCode(tx: Tx, accountId: string, codeHash: Buffer): Promise<boolean> {
    const taken = await tx.query(
      `delete from access_code where account_id = $1 and code_hash = $2 and expires_at > now() returning 1`,
      [accountId, codeHash],
    );
    return taken.length === 1;
  }

  async close(tx: Tx, token: string): Promise<void> {
    await tx.query(`update session set ended_at = now() where token_hash = $1 and ended_at is null`, [
      hashOfToken(token),
    ]);
  }

  /** One of the account's own. False when there is none such. */
  async end(tx: Tx, accountId: string, sessionId: string): Promise<boolean> {
    const ended = await tx.query(
      `update session set ended_at = now() where id = $1 and account_id = $2 and ended_at is null and expires_at > now()
       returning 1`,
      [sessionId, accountId],
    );
    return ended.length === 1;
  }

  async endAll(tx: Tx, accountId: string): Promise<void> {
    await tx.query(`update session set ended_at = now() where account_id = $1 and ended_at is null`, [accountId]);
  }
}
