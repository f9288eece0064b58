import { fail, type Scope, type UnionStay } from '@guantong/contracts';
import { Database, scopeSql, scopeValues, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

const unitRef = (u: string) => `json_build_object('unitId', ${u}.id, 'name', ${u}.name, 'tier', ${u}.tier)`;
const iso = (column: string) => `to_json(${column})#>>'{}'`;

/** A worker's unions, present and past. */
@Injectable()
export class UnionReader {
  constructor(private readonly database: Database) {}

  /** @throws NOT_FOUND unless the scope covers the worker's present union */
  async ofWorker(scope: Scope, workerId: string): Promise<UnionStay[]> {
    const found = await this.database.query(
      `select 1 from worker w join unit u on u.id = w.unit_id where w.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`,
      [workerId, ...scopeValues(scope)],
    );
    if (found.length === 0) throw fail('NOT_FOUND');
    return this.own(workerId);
  }

  /** For the worker. Plan: three index look-ups by worker. */
  own(workerId: string, sql: Sql = this.database): Promise<UnionStay[]> {
    return sql.query<UnionStay>(
      `select ${unitRef('u')} as unit, stay.is_primary as "primary", stay.slot, ${iso('stay.since')} as since,
              ${iso('stay.until')} as until, stay.begun_as as "begunAs", stay.ended_as as "endedAs"
         from (select unit_id, true as is_primary, slot, joined_at as since, null::timestamptz as until, begun_as,
                      null as ended_as
                 from worker where id = $1 and status = 'ACTIVE'
               union all
               select unit_id, true, slot, since, until, begun_as, ended_as from membership_period where worker_id = $1
               union all
               select unit_id, false, slot, since, ended, begun_as, ended_as from secondary_membership
                where worker_id = $1) stay
         join unit u on u.id = stay.unit_id
        order by stay.until is not null, not stay.is_primary, stay.since desc, stay.slot desc`,
      [workerId],
    );
  }

  /** The one member with this card and this name, wherever they are. @throws PERSON_NOT_MATCHED */
  async idByCard(sql: Sql, cardNumber: string, name: string): Promise<string> {
    const [row] = await sql.query<{ id: string }>(
      `select id from worker where card_number = $1 and name = $2 and status = 'ACTIVE'`,
      [cardNumber.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase(), name.trim()],
    );
    if (!row) throw fail('PERSON_NOT_MATCHED');
    return row.id;
  }
}
