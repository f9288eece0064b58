import { Database, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { Roster, RosterShift, Substitution } from '../domain/duty-coverage.js';
import { dateOf, dayOf, timeOf } from '../domain/local-time.js';
import type { LocalDay, Span } from '../domain/shift-times.js';
import { localMinuteSql, ON_DUTY_ROLES } from './duty-sql.js';

interface RosterRow {
  unitId: string;
  shifts: RosterShift[];
  substitutions: Substitution[];
  terms: { accountId: string; from: number; until: number | null }[];
}

/** Rosters with all that decides who is on duty when. */
@Injectable()
export class RosterReader {
  constructor(private readonly database: Database) {}

  /** By the database clock, in local minutes. */
  async now(sql: Sql = this.database): Promise<number> {
    const [row] = await sql.query<{ minute: number }>(`select ${localMinuteSql('now()')} as minute`);
    return row?.minute ?? 0;
  }

  /** By unit. Plan: per unit duty_shift_of_unit, duty_substitute_of_unit, appointment_at_unit. */
  async of(sql: Sql, unitIds: readonly string[], duty: string, window: Span): Promise<Map<string, Roster>> {
    const rows = await sql.query<RosterRow>(
      `select u.id as "unitId",
              coalesce((select json_agg(json_build_object('accountId', s.account_id, 'weekday', s.weekday,
                                 'date', s.on_date, 'days', s.days, 'starts', s.starts, 'ends', s.ends))
                          from duty_shift s where s.unit_id = u.id and s.duty = $2), '[]') as shifts,
              coalesce((select json_agg(json_build_object('absentId', x.absent_id, 'substituteId', x.substitute_id,
                                 'from', ${localMinuteSql('x.starts_at')}, 'until', ${localMinuteSql('x.ends_at')})
                               order by x.id)
                          from duty_substitute x where x.unit_id = u.id and x.duty = $2 and x.cancelled_at is null
                           and x.starts_at < $4 and x.ends_at > $3), '[]') as substitutions,
              coalesce((select json_agg(json_build_object('accountId', p.account_id,
                                 'from', ${localMinuteSql('p.starts_at')}, 'until', ${localMinuteSql('p.ends_at')}))
                          from acting_appointment p join account a on a.id = p.account_id and a.status = 'ACTIVE'
                         where p.unit_id = u.id and p.role = any($5)
                           and p.starts_at < $4 and (p.ends_at is null or p.ends_at > $3)), '[]') as terms
         from unnest($1::uuid[]) u (id)`,
      [unitIds, duty, timeOf(window.from), timeOf(window.until), ON_DUTY_ROLES],
    );
    return new Map(rows.map((row) => [row.unitId, rosterOf(row)]));
  }

  /** What the city has set for the days of a window, and the day before it, when shifts may begin that reach into it. */
  async localDays(window: Span, sql: Sql = this.database): Promise<LocalDay[]> {
    return sql.query<LocalDay>(`select date::text as date, kind, name from calendar_day where date between $1 and $2`, [
      dateOf(dayOf(window.from) - 1),
      dateOf(dayOf(window.until)),
    ]);
  }
}

function rosterOf({ shifts, substitutions, terms }: RosterRow): Roster {
  const eligible = new Map<string, Span[]>();
  for (const { accountId, from, until } of terms) {
    eligible.set(accountId, [...(eligible.get(accountId) ?? []), { from, until: until ?? Infinity }]);
  }
  return { shifts, substitutions, eligible };
}
