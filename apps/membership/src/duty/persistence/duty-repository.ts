import { type DutyShift, type DutyShiftView, fail, type Scope } from '@guantong/contracts';
import { Database, scopeSql, scopeValues, type Tx } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import { inForceSql } from '../../appointment/persistence/acting-sql.js';
import type { LocalDay, ShiftTimes } from '../domain/shift-times.js';
import { localMinuteSql, ON_DUTY_ROLES } from './duty-sql.js';

export interface ShiftAbove extends ShiftTimes {
  accountId: string;
  unitId: string;
}

interface DutyNow {
  shifts: ShiftAbove[];
  /** Minutes in Asia/Shanghai, by the database clock. */
  minute: number;
  localDays: LocalDay[];
}

@Injectable()
export class DutyRepository {
  constructor(private readonly database: Database) {}

  /** @throws NOT_FOUND */
  async requireUnit(scope: Scope, unitId: string): Promise<void> {
    const unit = await this.database.query(
      `select 1 from unit u where u.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`,
      [unitId, ...scopeValues(scope)],
    );
    if (unit.length === 0) throw fail('NOT_FOUND');
  }

  /** @throws NOT_FOUND */
  async ofUnit(scope: Scope, unitId: string): Promise<DutyShiftView[]> {
    await this.requireUnit(scope, unitId);
    const rows = await this.database.query<{ view: DutyShiftView }>(
      `select json_strip_nulls(json_build_object('accountId', s.account_id, 'displayName', a.display_name,
                'duty', s.duty, 'weekday', s.weekday, 'date', s.on_date, 'days', s.days,
                'starts', s.starts, 'ends', s.ends)) as view
         from duty_shift s join account a on a.id = s.account_id join unit u on u.id = s.unit_id
        where s.unit_id = $1 and ${scopeSql('u.id', 'u.path', 2)}
        order by s.on_date nulls last, s.weekday nulls last, s.days, s.starts, s.id`,
      [unitId, ...scopeValues(scope)],
    );
    return rows.map((row) => row.view);
  }

  /** Which of the accounts are, or will be, appointed there to handle cases. */
  async mayBeOnDuty(tx: Tx, unitId: string, accountIds: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }>(
      `select distinct p.account_id as id from acting_appointment p join account a on a.id = p.account_id
        where p.unit_id = $1 and p.account_id = any($2::uuid[]) and p.role = any($3) and a.status = 'ACTIVE'
          and (p.ends_at is null or p.ends_at > now())`,
      [unitId, accountIds, ON_DUTY_ROLES],
    );
    return new Set(rows.map((row) => row.id));
  }

  /** The caller has locked the unit. */
  async replace(tx: Tx, unitId: string, shifts: readonly DutyShift[]): Promise<void> {
    await tx.query(`delete from duty_shift where unit_id = $1`, [unitId]);
    await tx.query(
      `insert into duty_shift (id, unit_id, account_id, duty, weekday, on_date, days, starts, ends)
       select s.id, $1, s.account, s.duty, s.weekday, s.on_date, s.days, s.starts, s.ends
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::date[], $7::text[], $8::text[], $9::text[])
           as s (id, account, duty, weekday, on_date, days, starts, ends)`,
      [
        unitId,
        shifts.map(() => newId()),
        shifts.map((s) => s.accountId),
        shifts.map((s) => s.duty),
        shifts.map((s) => s.weekday ?? null),
        shifts.map((s) => s.date ?? null),
        shifts.map((s) => s.days ?? null),
        shifts.map((s) => s.starts),
        shifts.map((s) => s.ends),
      ],
    );
  }

  /**
   * Shifts that may be on now, of a unit and of those above it, the unit's own first, each with whoever takes it now,
   * if that person's appointment there is in force. Plan: unit by key, then per unit above duty_shift_of_unit, and per
   * shift of yesterday or today duty_substitute_of_unit and appointment_of_account; 4 units with a handful of shifts each.
   */
  async shiftsUpwards(unitId: string, duty: string): Promise<DutyNow> {
    const [row] = await this.database.hotQuery<DutyNow>(
      'duty-shifts-upwards',
      `select floor(${localMinuteSql('now()')})::float8 as minute,
              coalesce((select json_agg(json_build_object('date', c.date, 'kind', c.kind, 'name', c.name))
                          from calendar_day c where c.date in (t.today, t.today - 1)), '[]') as "localDays",
              coalesce((
                select json_agg(json_build_object('unitId', s.unit_id, 'accountId', who.id, 'weekday', s.weekday,
                                                  'date', s.on_date, 'days', s.days, 'starts', s.starts, 'ends', s.ends)
                                order by cardinality(above.path) desc, s.on_date is null, s.weekday is null, s.id)
                  from unit u join unit above on above.id = any(u.path) join duty_shift s on s.unit_id = above.id
                  cross join lateral (
                    select coalesce((select x.substitute_id from duty_substitute x
                                      where x.unit_id = s.unit_id and x.duty = s.duty and x.absent_id = s.account_id
                                        and x.starts_at <= now() and x.ends_at > now() and x.cancelled_at is null
                                      order by x.id desc limit 1), s.account_id) as id) who
                 where u.id = $1 and s.duty = $2
                   and (s.on_date is null or s.on_date in (t.today, t.today - 1))
                   and (s.weekday is null or s.weekday in (extract(isodow from t.today), extract(isodow from t.today - 1)))
                   and exists (select 1 from acting_appointment p join account a on a.id = p.account_id
                                where p.account_id = who.id and p.unit_id = s.unit_id and p.role = any($3)
                                  and a.status = 'ACTIVE' and ${inForceSql('p')})), '[]') as shifts
         from (select (now() at time zone 'Asia/Shanghai')::date as today) t`,
      [unitId, duty, ON_DUTY_ROLES],
    );
    return row ?? { shifts: [], minute: 0, localDays: [] };
  }
}
