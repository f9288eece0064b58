import type { Device, Role, SessionMethod } from '@guantong/contracts';
import { isoTime, prepared, type Sql, type Tx } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import { inForceSql } from '../../appointment/persistence/acting-sql.js';
import { hashOfToken } from '../domain/session-token.js';

const OPEN = prepared(
  'session-open',
  `insert into session (id, token_hash, account_id, expires_at, method, device, second_factor)
   values ($1, $2, $3, now() + make_interval(hours => $4), $5, $6, $7) returning expires_at as "expiresAt"`,
);
const PLACES_OF = prepared(
  'session-places-of',
  `select p.unit_id as "unitId", p.role from acting_appointment p join unit u on u.id = p.unit_id
    where p.account_id = $1 and ${inForceSql('p')} order by cardinality(u.path), u.id, p.role`,
);

export interface NewSession {
  accountId: string;
  token: string;
  hours: number;
  method: SessionMethod;
  device: Device;
  hasSecondFactor: boolean;
}

@Injectable()
export class SessionRepository {
  async open(tx: Tx, session: NewSession): Promise<{ sessionId: string; expiresAt: string }> {
    const sessionId = newId();
    const [row] = await tx.query<{ expiresAt: string }>(OPEN, [
      ...[sessionId, hashOfToken(session.token), session.accountId, session.hours],
      ...[session.method, session.device, session.hasSecondFactor],
    ]);
    return { sessionId, expiresAt: isoTime(row?.expiresAt ?? '') };
  }

  /** Where an account may act now, as itself or as a deputy; the highest unit first. */
  placesOf(sql: Sql, accountId: string): Promise<{ unitId: string; role: Role }[]> {
    return sql.query(PLACES_OF, [accountId]);
  }

  /** The session has been strengthened by a second factor. */
  async strengthen(tx: Tx, sessionId: string): Promise<void> {
    await tx.query(`update session set second_factor = true where id = $1`, [sessionId]);
  }

  /** The second factor is gone: sessions are what they were without it. */
  async weaken(tx: Tx, accountId: string): Promise<void> {
    await tx.query(`update session set second_factor = false where account_id = $1 and ended_at is null`, [accountId]);
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

  /** @param but a session that stays */
  async endAll(tx: Tx, accountId: string, but: string | null = null): Promise<void> {
    await tx.query(
      `update session set ended_at = now() where account_id = $1 and ended_at is null and id is distinct from $2::uuid`,
      [accountId, but],
    );
  }
}
