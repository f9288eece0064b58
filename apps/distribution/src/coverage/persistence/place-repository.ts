import type { PostStatusDownTheRoad, Scope, UnitProgress } from '@guantong/contracts';
import { scopeSql, scopeValues, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { handoversOf } from '../../paging/handovers.js';
import { utc } from '../../paging/utc.js';

/** A post at a unit, which its road is looked at from. */
export interface PostPlace {
  title: string;
  status: PostStatusDownTheRoad;
  unit: UnitProgress;
  /** How many units the frozen path to this unit has, itself included. */
  depth: number;
}

/** Relays and deliveries of a post ($1) under the same column names. */
const LIES = (condition: (table: string) => string): string => `
  select post_id, unit_id, path, state, forwarded_how as how, note, received_at, deadline_at, forwarded_at
    from relay r where r.post_id = $1 and ${condition('r')}
   union all
  select post_id, unit_id, path, case state when 'OPEN' then 'FORWARDED' else state end, opened_how, note, received_at,
         deadline_at, opened_at
    from delivery d where d.post_id = $1 and ${condition('d')}`;

const PROGRESS = `json_build_object('unitId', x.unit_id, 'name', u.name, 'tier', u.tier, 'state', x.state, 'how', x.how,
  'note', x.note, 'receivedAt', ${utc('x.received_at')}, 'deadlineAt', ${utc('x.deadline_at')},
  'forwardedAt', ${utc('x.forwarded_at')}, 'handovers', ${handoversOf('x')})`;

const PLACE = (rows: string): string => `
  select p.title, p.status, ${PROGRESS} as unit, cardinality(x.path) as depth
    from (${rows}) x
    join unit_mirror u on u.unit_id = x.unit_id
    join post_mirror p on p.post_id = $1 and p.published_at is not null`;

/**
 * Where a post is. What is seen is the road as it was frozen; who may look is decided by today's tree, unit by unit: of one
 * that has moved away, its old superiors see nothing but its share in their sums.
 */
@Injectable()
export class PlaceRepository {
  /** Undefined when the post did not come to this unit, or the unit is out of scope. */
  async at(sql: Sql, postId: string, unitId: string, scope: Scope): Promise<PostPlace | undefined> {
    const rows = await sql.query<PostPlace>(
      `${PLACE(LIES((t) => `${t}.unit_id = $2`))} where ${scopeSql('u.unit_id', 'u.path', 3)}`,
      [postId, unitId, ...scopeValues(scope)],
    );
    return rows[0];
  }

  /** The highest unit of the scope that the post came to. */
  async highest(sql: Sql, postId: string, scope: Scope): Promise<PostPlace | undefined> {
    // All relays of a post are some hundreds; of its deliveries only those of the actor's own unions are looked at.
    const rows = await sql.query<PostPlace>(
      `${PLACE(LIES((t) => (t === 'r' ? 'true' : 'd.unit_id = any($2::uuid[] || $3::uuid[])')))}
        where ${scopeSql('u.unit_id', 'u.path', 2)} order by cardinality(x.path), x.unit_id limit 1`,
      [postId, ...scopeValues(scope)],
    );
    return rows[0];
  }

  /** The children on the post's road that are still within the scope, ordered by id. */
  async children(
    sql: Sql,
    postId: string,
    unitId: string,
    page: { after: string | null; limit: number },
    scope: Scope,
  ): Promise<UnitProgress[]> {
    const rows = await sql.query<{ unit: UnitProgress }>(
      `select ${PROGRESS} as unit
         from (${LIES((t) => `${t}.parent_unit_id = $2`)}) x join unit_mirror u on u.unit_id = x.unit_id
        where ($3::uuid is null or x.unit_id > $3) and ${scopeSql('u.unit_id', 'u.path', 5)}
        order by x.unit_id limit $4`,
      [postId, unitId, page.after, page.limit, ...scopeValues(scope)],
    );
    return rows.map((row) => row.unit);
  }

  /** Units at and below one, and still within the scope, where the post waits, longest first; none when it was recalled. */
  async holders(
    sql: Sql,
    postId: string,
    place: PostPlace,
    page: { time: string | null; id: string | null; limit: number },
    scope: Scope,
  ): Promise<UnitProgress[]> {
    const rows = await sql.query<{ unit: UnitProgress }>(
      `select ${PROGRESS} as unit
         from (${LIES((t) => `${t}.state = 'PENDING' and ${t}.path[$2::int] = $3`)}) x
         join unit_mirror u on u.unit_id = x.unit_id
         join post_mirror p on p.post_id = $1 and p.status = 'PUBLISHED'
        where ($4::timestamptz is null or (x.received_at, x.unit_id) > ($4, $5::uuid))
          and ${scopeSql('u.unit_id', 'u.path', 7)}
        order by x.received_at, x.unit_id limit $6`,
      [postId, place.depth, place.unit.unitId, page.time, page.id, page.limit, ...scopeValues(scope)],
    );
    return rows.map((row) => row.unit);
  }
}
