import { type DutyShift, type DutyShiftView, fail, type Scope } from '@guantong/contracts';
import { Database, scopeSql, scopeValues, type Tx } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import type { WeekMoment, WeeklyShift } from '../domain/covers-moment.js';

/** Roles whose holders may be on duty: those that handle cases of the unit. */
const ON_DUTY_ROLES = ['safety_officer', 'case_handler'];

export interface ShiftAbove extends WeeklyShift {
  accountId: string;
  unitId: string;
}

@Injectable()
export class DutyRepository {
  constructor(private readonly database: Database) {}

  /** @throws NOT_FOUND */
  async ofUnit(scope: Scope, unitId: string): Promise<DutyShiftView[]> {
    const values = scopeValues(scope);
    const unit = await this.database.query(
      `select 1 from unit u where u.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`,
      [unitId, ...values],
    );
    if (unit.length === 0) throw fail('NOT_FOUND');
    return this.database.query<DutyShiftView>(
      `select s.account_id as "accountId", a.display_name as "displayName", s.duty, s.weekday, s.starts, s.ends
         from duty_shift s join account a on a.id = s.account_id join unit u on u.id = s.unit_id
        where s.unit_id = $1 and ${scopeSql('u.id', 'u.path', 2)} order by s.weekday, s.starts, s.id`,
      [unitId, ...values],
    );
  }

  /** Which of the accounts are appointed there to handle cases. */
  async mayBeOnDuty(tx: Tx, unitId: string, accountIds: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }>(
      `select distinct account_id as id from appointment
        where unit_id = $1 and account_id = any($2::uuid[]) and role = any($3) and ends_at is null`,
      [unitId, accountIds, ON_DUTY_ROLES],
    );
    return new Set(rows.map((row) => row.id));
  }

  /** The caller has locked the unit. */
  async replace(tx: Tx, unitId: string, shifts: readonly DutyShift[]): Promise<void> {
    await tx.query(`delete from duty_shift where unit_id = $1`, [unitId]);
    await tx.query(
      `insert into duty_shift (id, unit_id, account_id, duty, weekday, starts, ends)
       select s.id, $1, s.account, s.duty, s.weekday, s.starts, s.ends
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[])
           as s (id, account, duty, weekday, starts, ends)`,
      [
        unitId,
        shifts.map(() => newId()),
        shifts.map((s) => s.accountId),
        shifts.map((s) => s.duty),
        shifts.map((s) => s.weekday),
        shifts.map((s) => s.starts),
        shifts.map((s) => s.ends),
      ],
    );
  }

  /**
   * The shifts of a unit and of those above it, the unit's own first, of people who are still appointed there; and
   * what time it is in Asia/Shanghai, by the database clock. Plan: unit by key, duty_shift_of_unit per unit above.
   */
  async shiftsUpwards(unitId: string, duty: string): Promise<{ shifts: ShiftAbove[]; moment: WeekMoment }> {
    const [row] = await this.database.hotQuery<{ shifts: ShiftAbove[]; moment: WeekMoment }>(
      'duty-shifts-upwards',
      `select json_build_object('weekday', extract(isodow from t.local)::int,
                'minute', (extract(hour from t.local) * 60 + extract(minute from t.local))::int) as moment,
              coalesce((
                select json_agg(json_build_object('unitId', s.unit_id, 'accountId', s.account_id, 'weekday', s.weekday,
                                                  'starts', s.starts, 'ends', s.ends)
                                order by cardinality(above.path) desc, s.id)
                  from unit u join unit above on above.id = any(u.path) join duty_shift s on s.unit_id = above.id
                 where u.id = $1 and s.duty = $2
                   and exists (select 1 from appointment p
                                where p.unit_id = s.unit_id and p.account_id = s.account_id and p.role = any($3)
                                  and p.ends_at is null)), '[]') as shifts
         from (select now() at time zone 'Asia/Shanghai' as local) t`,
      [unitId, duty, ON_DUTY_ROLES],
    );
    return row ?? { shifts: [], moment: { weekday: 1, minute: 0 } };
  }
}
