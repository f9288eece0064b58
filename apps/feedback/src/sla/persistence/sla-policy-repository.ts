import type { CaseKind, CaseStep, Scope, SlaLimit } from '@guantong/contracts';
import { Database, scopeSql, scopeValues, type Sql, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { isoSql } from '../../iso-sql.js';

@Injectable()
export class SlaPolicyRepository {
  constructor(private readonly database: Database) {}

  /** When a clock that starts now at the unit rings, by the database's clock. */
  async ringsAt(tx: Tx, clock: { unitId: string; kind: CaseKind; step: CaseStep; coarse: boolean }): Promise<Date> {
    const [row] = await tx.query<{ due_at: string }>(
      `select ${isoSql('clock_rings_at(now(), l.duration, $4)')} as due_at
         from unit_mirror, nearest_limit(path, $2, $3) l where unit_id = $1`,
      [clock.unitId, clock.kind, clock.step, clock.coarse],
    );
    if (!row) throw new Error(`no time limit for ${clock.kind} ${clock.step} at ${clock.unitId}`);
    return new Date(row.due_at);
  }

  async isWithin(sql: Sql, scope: Scope, unitId: string): Promise<boolean> {
    const rows = await sql.query(`select 1 from unit_mirror where unit_id = $1 and ${scopeSql('unit_id', 'path', 2)}`, [
      unitId,
      ...scopeValues(scope),
    ]);
    return rows.length > 0;
  }

  /** The limits in force at a unit, one per kind and step, with the unit that set each. Null when out of scope. */
  async inForce(scope: Scope, unitId: string, sql: Sql = this.database): Promise<SlaLimit[] | null> {
    if (!(await this.isWithin(sql, scope, unitId))) return null;
    const rows = await sql.query<{ limit: SlaLimit }>(
      `select json_build_object('kind', p.kind, 'step', p.step, 'duration', p.duration,
                'setBy', case when u.unit_id is not null then json_build_object('unitId', u.unit_id, 'name', u.name, 'tier', u.tier) end) as limit
         from unit_mirror here
         cross join lateral (
           select distinct on (kind, step) kind, step, unit_id, to_char(extract(epoch from duration), 'FM9999999990') as duration
             from sla_policy where unit_id is null or unit_id = any (here.path)
            order by kind, step, array_position(here.path, unit_id) desc nulls last) p
         left join unit_mirror u on u.unit_id = p.unit_id
        where here.unit_id = $1
        order by p.kind, p.step`,
      [unitId],
    );
    return rows.map(({ limit }) => ({ ...limit, duration: isoDuration(Number(limit.duration)) }));
  }

  /** Sets, or with null removes, a unit's own limits. Of two at once, the later wins. */
  async set(tx: Tx, unitId: string, kind: CaseKind, limits: Partial<Record<CaseStep, string | null>>): Promise<void> {
    const none = (Object.keys(limits) as CaseStep[]).filter((step) => limits[step] === null);
    await tx.query(`delete from sla_policy where unit_id = $1 and kind = $2 and step = any ($3::text[])`, [
      unitId,
      kind,
      none,
    ]);
    await tx.query(
      `insert into sla_policy (unit_id, kind, step, duration)
       select $1, $2, step, duration::interval from unnest($3::text[], $4::text[]) as given (step, duration)
        where duration is not null order by step
       on conflict (unit_id, kind, step) do update set duration = excluded.duration`,
      [unitId, kind, Object.keys(limits), Object.values(limits)],
    );
  }
}

/** Seconds as ISO 8601: 900 → PT15M, 604800 → P7D. */
export function isoDuration(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const parts: [number, string][] = [
    [Math.floor((seconds % 86_400) / 3600), 'H'],
    [Math.floor((seconds % 3600) / 60), 'M'],
    [seconds % 60, 'S'],
  ];
  const time = parts
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n}${unit}`)
    .join('');
  return `P${days > 0 ? `${days}D` : ''}${time ? `T${time}` : ''}`;
}
