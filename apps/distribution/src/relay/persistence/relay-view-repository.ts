import type { HandingState, RelayPost, RelayView, Scope, UnitTier } from '@guantong/contracts';
import { scopeSql, scopeValues, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { handoversOf } from '../../paging/handovers.js';
import { utc } from '../../paging/utc.js';

/** Relays and deliveries under the same column names, so that a cadre sees them alike at every tier. */
const RELAYS = `select post_id, unit_id, path, state, note, received_at, deadline_at, forwarded_at, forwarded_how from relay`;
const DELIVERIES = `select post_id, unit_id, path, case state when 'OPEN' then 'FORWARDED' else state end as state, note, received_at,
  deadline_at, opened_at as forwarded_at, opened_how as forwarded_how from delivery`;
const lyingAt = (tier: UnitTier): string => (tier === 'GRASSROOTS' ? DELIVERIES : RELAYS);

const VIEW = `json_build_object(
  'postId', x.post_id, 'unitId', x.unit_id, 'kind', p.kind, 'title', p.title, 'summary', p.summary, 'status', p.status,
  'publishedBy', json_build_object('unitId', p.unit_id, 'name', coalesce(b.name, ''), 'tier', coalesce(b.tier, 'CITY')),
  'publishedAt', ${utc('p.published_at')}, 'state', x.state, 'how', x.forwarded_how, 'note', x.note,
  'receivedAt', ${utc('x.received_at')}, 'deadlineAt', ${utc('x.deadline_at')}, 'forwardedAt', ${utc('x.forwarded_at')}, 'handovers', ${handoversOf('x')})`;

const ROAD_ABOVE = `(
  select coalesce(json_agg(json_build_object('unitId', r.unit_id, 'name', u.name, 'tier', r.tier, 'how', r.forwarded_how,
           'at', ${utc('r.forwarded_at')}, 'note', r.note) order by cardinality(r.path)), '[]')
    from relay r join unit_mirror u on u.unit_id = r.unit_id
   where r.post_id = x.post_id and r.unit_id = any(x.path) and r.unit_id <> x.unit_id and r.state = 'FORWARDED')`;

const FROM = (rows: string): string => `
  from (${rows}) x join post_mirror p using (post_id) left join unit_mirror b on b.unit_id = p.unit_id`;

/** What lies at a unit, as its cadres see it. */
@Injectable()
export class RelayViewRepository {
  /** The tier of a unit within the scope; undefined when there is none. */
  async tierOf(sql: Sql, unitId: string, scope: Scope): Promise<UnitTier | undefined> {
    const rows = await sql.query<{ tier: UnitTier }>(
      `select tier from unit_mirror u where unit_id = $1 and ${scopeSql('u.unit_id', 'u.path', 2)}`,
      [unitId, ...scopeValues(scope)],
    );
    return rows[0]?.tier;
  }

  /** The caller has held the unit against a scope, by asking for its tier. */
  async find(sql: Sql, at: { unitId: string; tier: UnitTier; postId: string }): Promise<RelayView | undefined> {
    const rows = await sql.query<{ view: RelayView }>(
      `select ${VIEW} as view ${FROM(lyingAt(at.tier))} where x.post_id = $1 and x.unit_id = $2`,
      [at.postId, at.unitId],
    );
    return rows[0]?.view;
  }

  /** With its text, and the steps it took from the publishing unit to the one above. As `find` for the scope. */
  async read(sql: Sql, at: { unitId: string; tier: UnitTier; postId: string }): Promise<RelayPost | undefined> {
    const rows = await sql.query<{ view: RelayPost }>(
      `select ${VIEW}::jsonb || jsonb_build_object(
                'bodyHtml', case p.status when 'PUBLISHED' then p.body_html end, 'revision', p.revision,
                'road', ${ROAD_ABOVE}) as view
         ${FROM(lyingAt(at.tier))} where x.post_id = $1 and x.unit_id = $2`,
      [at.postId, at.unitId],
    );
    return rows[0]?.view;
  }

  /**
   * Waiting ones oldest first, the others latest first (taken over: by when they came); recalled posts no longer wait. As
   * `find` for the scope.
   */
  async list(
    sql: Sql,
    at: { unitId: string; tier: UnitTier; state: HandingState },
    page: { time: string | null; id: string | null; limit: number },
  ): Promise<RelayView[]> {
    const pending = at.state === 'PENDING';
    const time = at.state === 'FORWARDED' ? 'x.forwarded_at' : 'x.received_at';
    const rows = await sql.query<{ view: RelayView }>(
      `select ${VIEW} as view ${FROM(lyingAt(at.tier))}
        where x.unit_id = $1 and x.state = $5 ${pending ? `and p.status = 'PUBLISHED'` : ''}
          and ($2::timestamptz is null or (${time}, x.post_id) ${pending ? '>' : '<'} ($2, $3::uuid))
        order by ${time} ${pending ? 'asc' : 'desc'}, x.post_id ${pending ? 'asc' : 'desc'} limit $4`,
      [at.unitId, page.time, page.id, page.limit, at.state],
    );
    return rows.map((row) => row.view);
  }
}
