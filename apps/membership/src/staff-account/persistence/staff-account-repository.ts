import { fail, type OwnAppointment, ROLE_NAMES, type StaffAccountView } from '@guantong/contracts';
import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** Where an account is or was appointed; `path` runs from the root to the unit. */
export interface HeldPlace {
  unitId: string;
  path: string[];
  administers: boolean;
  inForce: boolean;
}

@Injectable()
export class StaffAccountRepository {
  /**
   * Without a scope: whoever shows it has asked ManagedAccounts. By the clock and not by now(), so that appointments
   * which this very transaction has ended are gone. @throws NOT_FOUND
   */
  async get(sql: Sql, accountId: string): Promise<StaffAccountView> {
    const [row] = await sql.query<StaffAccountView & { appointments: Omit<OwnAppointment, 'roleName'>[] }>(
      `select a.id as "accountId", a.login, a.display_name as "displayName", a.status,
              a.password_hash is not null as "hasPassword",
              exists (select 1 from second_factor f where f.account_id = a.id and f.confirmed_at is not null) as "secondFactor",
              coalesce((select json_agg(json_build_object('appointmentId', p.id, 'role', p.role,
                                 'unit', json_build_object('unitId', u.id, 'name', u.name, 'tier', u.tier))
                               order by cardinality(u.path), u.code, p.role)
                          from appointment p join unit u on u.id = p.unit_id
                         where p.account_id = a.id and p.starts_at <= now() and (p.ends_at is null or p.ends_at > clock_timestamp())),
                       '[]') as appointments
         from account a where a.id = $1 and a.kind = 'STAFF'`,
      [accountId],
    );
    if (!row) throw fail('NOT_FOUND');
    return { ...row, appointments: row.appointments.map((p) => ({ ...p, roleName: ROLE_NAMES[p.role].zh })) };
  }

  /** The places of an account; of one without any in force, those it had last. */
  async places(sql: Sql, accountId: string): Promise<HeldPlace[]> {
    const rows = await sql.query<HeldPlace>(
      `select p.unit_id as "unitId", to_json(u.path) as path, p.role = 'administrator' as administers,
              (p.ends_at is null or p.ends_at > now()) as "inForce"
         from appointment p join unit u on u.id = p.unit_id where p.account_id = $1 order by p.id desc limit 100`,
      [accountId],
    );
    const inForce = rows.filter((row) => row.inForce);
    return inForce.length > 0 ? inForce : rows.slice(0, 1);
  }

  async idOf(sql: Sql, login: string): Promise<string | undefined> {
    const [row] = await sql.query<{ id: string }>(`select id from account where login = $1 and kind = 'STAFF'`, [
      login.trim().toLowerCase(),
    ]);
    return row?.id;
  }

  async setStatus(sql: Sql, accountId: string, status: 'ACTIVE' | 'CLOSED'): Promise<boolean> {
    const changed = await sql.query(`update account set status = $2 where id = $1 and status <> $2 returning 1`, [
      accountId,
      status,
    ]);
    return changed.length === 1;
  }
}
