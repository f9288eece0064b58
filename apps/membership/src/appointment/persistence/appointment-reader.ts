import { type AppointmentView, fail, type Role, ROLE_NAMES, type Scope } from '@guantong/contracts';
import { Database, isoTime, isoTimeOrNull, scopeSql, scopeValues, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

const VIEW = `select p.id as "appointmentId", p.account_id as "accountId", a.login, a.display_name as "displayName",
  p.unit_id as "unitId", u.name as "unitName", p.role, p.starts_at as "startsAt", p.ends_at as "endsAt"
  from appointment p join account a on a.id = p.account_id join unit u on u.id = p.unit_id`;
type Row = Omit<AppointmentView, 'roleName'>;

@Injectable()
export class AppointmentReader {
  constructor(private readonly database: Database) {}

  /** What an account may do where, now. */
  inForce(accountId: string): Promise<{ unitId: string; role: Role }[]> {
    return this.database.query(
      `select unit_id as "unitId", role from appointment
        where account_id = $1 and starts_at <= now() and (ends_at is null or ends_at > now())`,
      [accountId],
    );
  }

  /** @throws NOT_FOUND for a unit outside the scope */
  async ofUnit(scope: Scope, unitId: string): Promise<AppointmentView[]> {
    const values = scopeValues(scope);
    const unit = await this.database.query(
      `select 1 from unit u where u.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`,
      [unitId, ...values],
    );
    if (unit.length === 0) throw fail('NOT_FOUND');
    const rows = await this.database.query<Row>(
      `${VIEW} where p.unit_id = $1 and (p.ends_at is null or p.ends_at > now()) and ${scopeSql('u.id', 'u.path', 2)}
        order by p.id limit 1000`,
      [unitId, ...values],
    );
    return rows.map(view);
  }

  /** @throws NOT_FOUND */
  async get(sql: Sql, scope: Scope, appointmentId: string): Promise<AppointmentView> {
    const [row] = await sql.query<Row>(`${VIEW} where p.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`, [
      appointmentId,
      ...scopeValues(scope),
    ]);
    if (!row) throw fail('NOT_FOUND');
    return view(row);
  }
}

const view = (row: Row): AppointmentView => ({
  ...row,
  roleName: ROLE_NAMES[row.role].zh,
  startsAt: isoTime(row.startsAt),
  endsAt: isoTimeOrNull(row.endsAt),
});
