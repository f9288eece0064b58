import type { ArrangeSubstituteRequest, DutySubstituteView, Scope } from '@guantong/contracts';
import { Database, scopeSql, scopeValues, type Tx } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { Injectable } from '@nestjs/common';

const person = (column: string): string => `(select json_build_object('accountId', s.id, 'displayName', s.display_name)
  from account s where s.id = ${column})`;

@Injectable()
export class SubstituteRepository {
  constructor(private readonly database: Database) {}

  /** Those of a unit that have not ended; the scope has been checked. Plan: duty_substitute_of_unit. */
  async ofUnit(scope: Scope, unitId: string): Promise<DutySubstituteView[]> {
    const rows = await this.database.query<{ view: DutySubstituteView }>(
      `select json_build_object('substitutionId', x.id, 'duty', x.duty, 'absent', ${person('x.absent_id')},
                'substitute', ${person('x.substitute_id')}, 'startsAt', to_json(x.starts_at)#>>'{}',
                'endsAt', to_json(x.ends_at)#>>'{}', 'reason', x.reason) as view
         from duty_substitute x join unit u on u.id = x.unit_id
        where x.unit_id = $1 and x.cancelled_at is null and x.ends_at > now() and ${scopeSql('u.id', 'u.path', 2)}
        order by x.starts_at, x.id limit 500`,
      [unitId, ...scopeValues(scope)],
    );
    return rows.map((row) => row.view);
  }

  /** False when the times do not fit: an end in the past or before the beginning, or more than a year. */
  async add(tx: Tx, request: ArrangeSubstituteRequest, arrangedBy: string | null): Promise<string | undefined> {
    const { unitId, duty, absentId, substituteId, startsAt, endsAt, reason } = request;
    const [row] = await tx.query<{ id: string }>(
      `insert into duty_substitute (id, unit_id, duty, absent_id, substitute_id, starts_at, ends_at, reason, arranged_by)
       select $1, $2, $3, $4, $5, $6, $7, $8, $9
        where $7::timestamptz > greatest($6::timestamptz, now()) and $7::timestamptz <= $6::timestamptz + interval '1 year'
       returning id`,
      [newId(), unitId, duty, absentId, substituteId, startsAt, endsAt, reason ?? null, arrangedBy],
    );
    return row?.id;
  }

  /** Undefined for one that is not there, not in the scope, over or called off already. */
  async cancel(
    tx: Tx,
    scope: Scope,
    substitutionId: string,
  ): Promise<{ unitId: string; absentId: string; substituteId: string } | undefined> {
    const [row] = await tx.query<{ unitId: string; absentId: string; substituteId: string }>(
      `update duty_substitute x set cancelled_at = now() from unit u
        where x.id = $1 and u.id = x.unit_id and x.cancelled_at is null and x.ends_at > now()
          and ${scopeSql('u.id', 'u.path', 2)}
       returning x.unit_id as "unitId", x.absent_id as "absentId", x.substitute_id as "substituteId"`,
      [substitutionId, ...scopeValues(scope)],
    );
    return row;
  }
}
