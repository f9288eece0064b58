import type { CaseFiguresView, Scope, UnitCaseFigures } from '@guantong/contracts';
import { SATISFIED_FROM } from '@guantong/contracts';
import { Database, scopeSql, scopeValues } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

interface Row {
  own: boolean;
  from: string;
  to: string;
  figures: Omit<UnitCaseFigures, 'responseRate' | 'resolutionRate' | 'satisfactionRate'>;
}

@Injectable()
export class CaseFiguresQuery {
  constructor(private readonly database: Database) {}

  /**
   * The three rates of a unit and of each unit directly below that the caller may see as well, in one query over the
   * stays that began in the period. Null when the unit itself is out of scope.
   * A case counts once at each unit it came to, by its latest stay there; settled and satisfied count for the unit that
   * answered last. Complaints that are kept from the caller's own units do not count for the caller.
   *
   * Walks case_chain_unit for each of the units; a district with 2,800 unions and 100,000 cases: about 60 ms.
   */
  async run(
    scope: Scope,
    appointedAt: readonly string[],
    unitId: string,
    from: string | null,
    to: string | null,
  ): Promise<CaseFiguresView | null> {
    const rows = await this.database.query<Row>(
      `with period as (select coalesce($5::date, local_day(now()) - 30) as first_day, coalesce($6::date, local_day(now())) as last_day),
       units as (
         select m.unit_id, m.name, m.tier, m.unit_id = $1 as own from unit_mirror m
          where (m.unit_id = $1 or m.parent_id = $1) and ${scopeSql('m.unit_id', 'm.path', 2)}),
       stays as (
         select distinct on (ch.unit_id, ch.case_id) ch.unit_id, c.state, c.satisfaction, ch.acknowledged_at is not null as answered,
                ch.acknowledged_at is not null or ch.left_on is not null or c.breached as answerable,
                ch.seq = c.chain_seq as here
           from units u
           join case_chain ch on ch.unit_id = u.unit_id
           join period p on ch.arrived_on between p.first_day and p.last_day
           join feedback_case c on c.id = ch.case_id
          where c.hidden_from_unit_id is null or c.hidden_from_unit_id not in (
                  select unnest(own.path) from unit_mirror own where own.unit_id = any ($4::uuid[]))
          order by ch.unit_id, ch.case_id, ch.seq desc)
       select u.own, p.first_day::text as from, p.last_day::text as to, json_build_object(
                'unit', json_build_object('unitId', u.unit_id, 'name', u.name, 'tier', u.tier),
                'arrived', count(s.state),
                'answered', count(*) filter (where s.answered),
                'answerable', count(*) filter (where s.answerable),
                'settled', count(*) filter (where s.state = 'CONFIRMED' and s.here),
                'settleable', count(*) filter (where s.state <> 'WITHDRAWN'),
                'satisfied', count(*) filter (where s.here and s.satisfaction >= $7),
                'rated', count(*) filter (where s.here and s.satisfaction is not null),
                'closedUnconfirmed', count(*) filter (where s.here and s.state = 'CLOSED_UNCONFIRMED')) as figures
         from units u cross join period p left join stays s on s.unit_id = u.unit_id
        group by u.unit_id, u.name, u.tier, u.own, p.first_day, p.last_day
        order by u.own desc, u.name`,
      [unitId, ...scopeValues(scope), appointedAt, from, to, SATISFIED_FROM],
    );
    const own = rows.find((r) => r.own);
    if (!own) return null;
    return { from: own.from, to: own.to, own: withRates(own), children: rows.filter((r) => !r.own).map(withRates) };
  }
}

const rate = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000;

const withRates = ({ figures: f }: Row): UnitCaseFigures => ({
  ...f,
  responseRate: rate(f.answered, f.answerable),
  resolutionRate: rate(f.settled, f.settleable),
  satisfactionRate: rate(f.satisfied, f.rated),
});
