import type { Permission, Reach } from '@guantong/contracts';
import type { Sql, Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

export interface NewApiToken {
  id: string;
  accountId: string;
  name: string;
  prefix: string;
  hash: Buffer;
  unitId: string;
  reach: Reach;
  permissions: readonly Permission[];
  expiresAt: string;
}

@Injectable()
export class ApiTokenRepository {
  async insert(tx: Tx, token: NewApiToken): Promise<void> {
    await tx.query(
      `insert into api_token (id, account_id, name, prefix, token_hash, unit_id, reach, permissions, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8::text[], $9)`,
      [
        ...[token.id, token.accountId, token.name, token.prefix, token.hash],
        ...[token.unitId, token.reach, token.permissions, token.expiresAt],
      ],
    );
  }

  /** The path of a unit from the root to itself; undefined when there is no such unit any more. */
  async pathOf(sql: Sql, unitId: string): Promise<string[] | undefined> {
    const [row] = await sql.query<{ path: string[] }>(
      `select to_json(path) as path from unit where id = $1 and status = 'ACTIVE'`,
      [unitId],
    );
    return row?.path;
  }

  async makerOf(sql: Sql, tokenId: string): Promise<{ accountId: string; unitId: string } | undefined> {
    const [row] = await sql.query<{ accountId: string; unitId: string }>(
      `select account_id as "accountId", unit_id as "unitId" from api_token where id = $1`,
      [tokenId],
    );
    return row;
  }

  async revoke(tx: Tx, tokenId: string, by: string | null): Promise<boolean> {
    const revoked = await tx.query(
      `update api_token set revoked_at = now(), revoked_by = $2 where id = $1 and revoked_at is null returning 1`,
      [tokenId, by],
    );
    return revoked.length === 1;
  }

  async revokeAll(tx: Tx, accountId: string, by: string | null): Promise<void> {
    await tx.query(
      `update api_token set revoked_at = now(), revoked_by = $2 where account_id = $1 and revoked_at is null`,
      [accountId, by],
    );
  }
}
