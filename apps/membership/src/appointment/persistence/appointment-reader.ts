import {
  type AccountAppointmentsQuery,
  type Actor,
  type AppointmentState,
  type AppointmentView,
  fail,
  type Role,
  ROLE_NAMES,
  type Scope,
  type UnitAppointmentsQuery,
  type UnitRef,
} from '@guantong/contracts';
import { isUuid } from '@guantong/platform';
import { Database, scopeSql, scopeValues, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { actingAppointmentsSql, inForceSql } from './acting-sql.js';

const time = (column: string): string => `to_json(${column})#>>'{}'`;
const staff = (column: string): string => `(select json_build_object('accountId', s.id, 'login', s.login,
  'displayName', s.display_name) from account s where s.id = ${column})`;
const state = (
  alias: string,
): string => `case when ${alias}.ends_at <= greatest(clock_timestamp(), ${alias}.starts_at) then 'ENDED'
  when ${alias}.starts_at > clock_timestamp() then 'PLANNED' else 'IN_FORCE' end`;

const VIEW = `select json_build_object('appointmentId', p.id, 'accountId', p.account_id, 'login', a.login,
    'displayName', a.display_name, 'unitId', p.unit_id, 'unitName', u.name, 'role', p.role,
    'startsAt', ${time('p.starts_at')}, 'endsAt', ${time('p.ends_at')}, 'state', ${state('p')},
    'appointedBy', ${staff('p.appointed_by')}, 'reason', p.reason,
    'endedBy', ${staff('p.dismissed_by')}, 'endReason', p.end_reason,
    'deputies', coalesce((select json_agg(json_build_object('deputyId', d.id, 'deputy', ${staff('d.account_id')},
        'startsAt', ${time('d.starts_at')}, 'endsAt', ${time('d.ends_at')}, 'reason', d.reason, 'state', ${state('d')})
        order by d.starts_at desc) from deputy_cover d where d.appointment_id = p.id), '[]')) as view
  from appointment p join account a on a.id = p.account_id join unit u on u.id = p.unit_id`;

const PAGE = 50;
/** Which appointments are of a state, as SQL. */
const OF_STATE: Record<AppointmentState, string> = {
  IN_FORCE: inForceSql('p'),
  PLANNED: `p.starts_at > now() and (p.ends_at is null or p.ends_at > p.starts_at)`,
  ENDED: `p.ends_at <= greatest(now(), p.starts_at)`,
};

export interface AppointmentPage {
  items: AppointmentView[];
  next: string | null;
}

@Injectable()
export class AppointmentReader {
  constructor(private readonly database: Database) {}

  /** What an account may do where, now: its own appointments, and those it stands in for. */
  async inForce(accountId: string): Promise<Actor['appointments']> {
    const [row] = await this.database.query<{ appointments: Actor['appointments'] }>(
      `select ${actingAppointmentsSql('$1::uuid')} as appointments`,
      [accountId],
    );
    return row?.appointments ?? [];
  }

  /** The oldest first. @throws NOT_FOUND for a unit outside the scope. Plan: appointment_at_unit. */
  async ofUnit(scope: Scope, query: UnitAppointmentsQuery): Promise<AppointmentPage> {
    const values = scopeValues(scope);
    const unit = await this.database.query(
      `select 1 from unit u where u.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`,
      [query.unitId, ...values],
    );
    if (unit.length === 0) throw fail('NOT_FOUND');
    const limit = query.limit ?? PAGE;
    const rows = await this.database.query<{ view: AppointmentView }>(
      `${VIEW} where p.unit_id = $1 and ${OF_STATE[query.state ?? 'IN_FORCE']} and ${scopeSql('u.id', 'u.path', 2)}
          and ($4::uuid is null or p.id > $4) order by p.id limit $5`,
      [query.unitId, ...values, cursorOf(query), limit],
    );
    return pageOf(rows, limit);
  }

  /** The latest first; at units in the scope only. Plan: appointment_of_account. */
  async ofAccount(scope: Scope, query: AccountAppointmentsQuery): Promise<AppointmentPage> {
    const limit = query.limit ?? PAGE;
    const rows = await this.database.query<{ view: AppointmentView }>(
      `${VIEW} where p.account_id = $1 and ${scopeSql('u.id', 'u.path', 2)} and ($4::uuid is null or p.id < $4)
        order by p.id desc limit $5`,
      [query.accountId, ...scopeValues(scope), cursorOf(query), limit],
    );
    if (rows.length === 0 && !query.cursor) throw fail('NOT_FOUND');
    return pageOf(rows, limit);
  }

  /** @throws NOT_FOUND */
  async get(sql: Sql, scope: Scope, appointmentId: string): Promise<AppointmentView> {
    const [row] = await sql.query<{ view: AppointmentView }>(
      `${VIEW} where p.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`,
      [appointmentId, ...scopeValues(scope)],
    );
    if (!row) throw fail('NOT_FOUND');
    return named(row.view);
  }

  /** The unit, or the nearest above it, that has somebody in the role now. */
  async nearestWith(unitId: string, role: Role): Promise<UnitRef | null> {
    const [row] = await this.database.query<UnitRef>(
      `select above.id as "unitId", above.name, above.tier
         from unit u join unit above on above.id = any(u.path)
        where u.id = $1 and exists (
          select 1 from appointment p join account a on a.id = p.account_id and a.status = 'ACTIVE'
           where p.unit_id = above.id and p.role = $2 and ${inForceSql('p')})
        order by cardinality(above.path) desc limit 1`,
      [unitId, role],
    );
    return row ?? null;
  }
}

const cursorOf = ({ cursor }: { cursor?: string }): string | null => (isUuid(cursor) ? cursor : null);

const named = (view: AppointmentView): AppointmentView => ({ ...view, roleName: ROLE_NAMES[view.role].zh });

const pageOf = (rows: readonly { view: AppointmentView }[], limit: number): AppointmentPage => ({
  items: rows.map((row) => named(row.view)),
  next: rows.length === limit ? (rows.at(-1)?.view.appointmentId ?? null) : null,
});
