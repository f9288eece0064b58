import { type Actor, type ApiTokenView, fail, type Permission, type Reach } from '@guantong/contracts';
import { Database, isoTime, isoTimeOrNull, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { SEEN_EVERY_MINUTES } from '../../session/domain/session-lifetime.js';
import { hashOfToken } from '../../session/domain/session-token.js';
import { grantsOfToken, type Place } from '../domain/grants-of-token.js';

interface ResolvedRow {
  tokenId: string;
  accountId: string;
  unitId: string;
  path: string[];
  reach: Reach;
  permissions: Permission[];
  unused: boolean;
  places: Place[];
}

const VIEW = `select t.id as "tokenId", t.name, t.prefix, t.reach, t.permissions, t.created_at as "createdAt",
  t.expires_at as "expiresAt", t.last_used_at as "lastUsedAt", t.revoked_at as "revokedAt",
  json_build_array(json_build_object('unitId', u.id, 'name', u.name, 'tier', u.tier)) as units
  from api_token t join unit u on u.id = t.unit_id`;

@Injectable()
export class ApiTokenReader {
  constructor(private readonly database: Database) {}

  /** Who a program is, with what its maker may do now. Four look-ups by key; undefined when the token is not good. */
  async resolve(token: string): Promise<Actor | undefined> {
    const [row] = await this.database.hotQuery<ResolvedRow>(
      'api-token-resolve',
      `select t.id as "tokenId", t.account_id as "accountId", t.unit_id as "unitId", to_json(tu.path) as path, t.reach,
              t.permissions,
              (t.last_used_at is null or t.last_used_at < now() - make_interval(mins => ${SEEN_EVERY_MINUTES})) as unused,
              coalesce((select json_agg(json_build_object('unitId', p.unit_id, 'role', p.role, 'path', u.path))
                          from appointment p join unit u on u.id = p.unit_id
                         where p.account_id = a.id and p.starts_at <= now() and (p.ends_at is null or p.ends_at > now())),
                       '[]') as places
         from api_token t
         join account a on a.id = t.account_id and a.status = 'ACTIVE'
         join unit tu on tu.id = t.unit_id
        where t.token_hash = $1 and t.revoked_at is null and t.expires_at > now()`,
      [hashOfToken(token)],
    );
    if (!row) return undefined;
    const grants = grantsOfToken(row, row.places);
    if (Object.keys(grants).length === 0) return undefined; // its maker may do none of it any more
    const { tokenId, accountId } = row;
    if (row.unused) await this.database.query(`update api_token set last_used_at = now() where id = $1`, [tokenId]);
    return { kind: 'STAFF', accountId, sessionId: null, appointments: [], worker: null, program: { tokenId, grants } };
  }

  async ofAccount(accountId: string): Promise<ApiTokenView[]> {
    const rows = await this.database.query<ApiTokenView>(
      `${VIEW} where t.account_id = $1 order by t.id desc limit 100`,
      [accountId],
    );
    return rows.map(view);
  }

  /** @throws NOT_FOUND */
  async get(sql: Sql, tokenId: string): Promise<ApiTokenView> {
    const [row] = await sql.query<ApiTokenView>(`${VIEW} where t.id = $1`, [tokenId]);
    if (!row) throw fail('NOT_FOUND');
    return view(row);
  }
}

const view = (row: ApiTokenView): ApiTokenView => ({
  ...row,
  createdAt: isoTime(row.createdAt),
  expiresAt: isoTime(row.expiresAt),
  lastUsedAt: isoTimeOrNull(row.lastUsedAt),
  revokedAt: isoTimeOrNull(row.revokedAt),
});
