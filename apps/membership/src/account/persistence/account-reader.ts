import { fail, type OwnAccount, ROLE_NAMES, type OwnAppointment } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { PasswordOwner } from '../domain/password-policy.js';

@Injectable()
export class AccountReader {
  constructor(private readonly database: Database) {}

  /** One's own account, with the appointments in force. @throws NOT_FOUND */
  async own(accountId: string): Promise<OwnAccount> {
    const [row] = await this.database.query<OwnAccount & { appointments: Omit<OwnAppointment, 'roleName'>[] }>(
      `select a.id as "accountId", a.login, a.display_name as "displayName",
              coalesce((select json_agg(json_build_object('appointmentId', p.id, 'role', p.role,
                                 'unit', json_build_object('unitId', u.id, 'name', u.name, 'tier', u.tier))
                               order by cardinality(u.path), u.code, p.role)
                          from appointment p join unit u on u.id = p.unit_id
                         where p.account_id = a.id and p.starts_at <= now() and (p.ends_at is null or p.ends_at > now())),
                       '[]') as appointments
         from account a where a.id = $1 and a.kind = 'STAFF'`,
      [accountId],
    );
    if (!row) throw fail('NOT_FOUND');
    return { ...row, appointments: row.appointments.map((p) => ({ ...p, roleName: ROLE_NAMES[p.role].zh })) };
  }

  async passwordHash(accountId: string): Promise<string | null> {
    const [row] = await this.database.query<{ hash: string | null }>(
      `select password_hash as hash from account where id = $1 and status = 'ACTIVE'`,
      [accountId],
    );
    return row?.hash ?? null;
  }

  /** What the password policy has to know. @throws NOT_FOUND */
  async passwordOwner(accountId: string): Promise<PasswordOwner & { hasPassword: boolean }> {
    const [row] = await this.database.query<PasswordOwner & { hasPassword: boolean }>(
      `select a.kind, json_build_array(a.login, a.display_name, w.name) as names,
              a.password_hash is not null as "hasPassword"
         from account a left join worker w on w.id = a.worker_id where a.id = $1 and a.status = 'ACTIVE'`,
      [accountId],
    );
    if (!row) throw fail('NOT_FOUND');
    return row;
  }
}
