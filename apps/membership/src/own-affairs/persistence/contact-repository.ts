import { fail, type PreferencesBody, type PreferencesView, type Scope } from '@guantong/contracts';
import { Database, scopeSql, scopeValues, type Sql, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { SealedPhones } from '../../personal-data/sealed-phones.js';

/** How a worker is reached. */
@Injectable()
export class ContactRepository {
  constructor(
    private readonly database: Database,
    private readonly phones: SealedPhones,
  ) {}

  /** @param phone normalised; null: none any more. Gives the worker's union. @throws NOT_FOUND */
  async setPhone(tx: Tx, workerId: string, phone: string | null): Promise<string> {
    const sealed = phone === null ? null : this.phones.seal(phone);
    const [row] = await tx.query<{ unitId: string }>(
      `update worker set phone_encrypted = $2, phone_key_id = $3, phone_index = $4 where id = $1 and status = 'ACTIVE'
       returning unit_id as "unitId"`,
      [workerId, sealed?.encrypted ?? null, sealed?.keyId ?? null, sealed?.index ?? null],
    );
    if (!row) throw fail('NOT_FOUND');
    return row.unitId;
  }

  /** Gives the worker's union. @throws NOT_FOUND */
  async setPreferences(
    tx: Tx,
    workerId: string,
    { reachBy, quietFrom, quietUntil, noProfiling }: PreferencesBody,
    by: { accountId: string | null; onBehalf: boolean },
  ): Promise<string> {
    const [row] = await tx.query<{ unitId: string }>(
      `with preference as (
         insert into worker_preference (worker_id, quiet_from, quiet_until, no_profiling, changed_by, on_behalf)
         values ($1, $3, $4, $5, $6, $7)
         on conflict (worker_id) do update set quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
                no_profiling = excluded.no_profiling, changed_by = excluded.changed_by, on_behalf = excluded.on_behalf,
                changed_at = now())
       update worker set reach_by = $2::text[] where id = $1 and status = 'ACTIVE' returning unit_id as "unitId"`,
      [workerId, reachBy, quietFrom, quietUntil, noProfiling, by.accountId, by.onBehalf],
    );
    if (!row) throw fail('NOT_FOUND');
    return row.unitId;
  }

  /** @throws NOT_FOUND */
  async preferences(workerId: string, sql: Sql = this.database): Promise<PreferencesView> {
    const [row] = await sql.query<PreferencesView>(`${PREFERENCES} where w.id = $1`, [workerId]);
    if (!row) throw fail('NOT_FOUND');
    return row;
  }

  /** For staff. @throws NOT_FOUND */
  async preferencesWithin(scope: Scope, workerId: string): Promise<PreferencesView> {
    const [row] = await this.database.query<PreferencesView>(
      `${PREFERENCES} join unit u on u.id = w.unit_id where w.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`,
      [workerId, ...scopeValues(scope)],
    );
    if (!row) throw fail('NOT_FOUND');
    return row;
  }
}

const PREFERENCES = `select w.reach_by as "reachBy", p.quiet_from as "quietFrom", p.quiet_until as "quietUntil",
         coalesce(p.no_profiling, false) as "noProfiling", to_json(p.changed_at)#>>'{}' as "changedAt",
         coalesce(p.on_behalf, false) as "onBehalf"
    from worker w left join worker_preference p on p.worker_id = w.id`;
