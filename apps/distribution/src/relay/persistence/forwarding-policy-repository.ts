import type { ForwardingMode, ForwardingPolicyView, Scope } from '@guantong/contracts';
import { scopeSql, scopeValues, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { utc } from '../../paging/utc.js';

/** How a unit hands posts on. A unit without a row does it by itself. */
@Injectable()
export class ForwardingPolicyRepository {
  async find(sql: Sql, unitId: string, scope: Scope): Promise<ForwardingPolicyView | undefined> {
    const rows = await sql.query<ForwardingPolicyView>(
      `select u.unit_id as "unitId", coalesce(f.mode, 'AUTO') as mode, ${utc('f.set_at')} as "setAt"
         from unit_mirror u left join forwarding_policy f using (unit_id)
        where u.unit_id = $1 and u.status = 'ACTIVE' and ${scopeSql('u.unit_id', 'u.path', 2)}`,
      [unitId, ...scopeValues(scope)],
    );
    return rows[0];
  }

  /** False when the unit does not exist, or not within the scope. */
  async set(
    tx: Sql,
    policy: { unitId: string; mode: ForwardingMode; accountId: string | null },
    scope: Scope,
  ): Promise<boolean> {
    const rows = await tx.query(
      `insert into forwarding_policy (unit_id, mode, set_by, set_at)
       select u.unit_id, $2, $3, now() from unit_mirror u
        where u.unit_id = $1 and u.status = 'ACTIVE' and ${scopeSql('u.unit_id', 'u.path', 4)}
       on conflict (unit_id) do update set mode = excluded.mode, set_by = excluded.set_by, set_at = excluded.set_at
       returning 1`,
      [policy.unitId, policy.mode, policy.accountId, ...scopeValues(scope)],
    );
    return rows.length === 1;
  }
}
