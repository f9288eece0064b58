import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { IS_IN_FORCE } from '../../post-mirror/domain/in-force.js';

/** Of the unit $1, which is gone, for its successor $2; at most $3 posts. */
const WHY = `(select succession from unit_succession where from_unit_id = $1)`;

/** The successor's place on the road: beside the unit that is gone, below the same parent. */
const BESIDE = `g.path[:cardinality(g.path) - 1] || h.unit_id`;

/** A relay that waits at the successor, if that is no grassroots union and has not got the post. */
const GIVE_RELAY = `
  insert into relay (post_id, unit_id, parent_unit_id, tier, path, state, received_at, deadline_at)
  select g.post_id, h.unit_id, g.parent_unit_id, h.tier, ${BESIDE}, 'PENDING', g.received_at, g.deadline_at
    from going g join unit_mirror h on h.unit_id = $2 and h.tier <> 'GRASSROOTS'
   order by g.post_id on conflict do nothing returning post_id`;

const SAY = `
  insert into handover (post_id, from_unit_id, to_unit_id, succession)
  select g.post_id, $1, $2, ${WHY} from going g on conflict do nothing`;

/**
 * Open posts of a unit that is gone. Set-based; each statement says how many it took, and is called until that is less than
 * the limit. Locks in the order of post and union, sums last, as everywhere (see DeliveryRepository).
 */
@Injectable()
export class TakeOverRepository {
  /** Relays that wait there. */
  async takeRelays(tx: Sql, fromUnitId: string, heirId: string, limit: number): Promise<number> {
    const [row] = await tx.query<{ taken: number }>(
      `with going as (
         select r.* from relay r join post_mirror p on p.post_id = r.post_id and p.status = 'PUBLISHED'
          where r.unit_id = $1 and r.state = 'PENDING' order by r.post_id limit $3 for update of r),
       closed as (
         update relay r set state = 'TAKEN_OVER', deadline_at = null
           from going g where r.post_id = g.post_id and r.unit_id = g.unit_id),
       given as (${GIVE_RELAY}),
       said as (${SAY})
       select count(*)::int as taken from going`,
      [fromUnitId, heirId, limit],
    );
    return row?.taken ?? 0;
  }

  /**
   * Deliveries that wait there. Their members stay counted in them (they read at the successor, and count here), but the
   * union itself is none any more for which the post waits.
   */
  async takeDeliveries(tx: Sql, fromUnitId: string, heirId: string, limit: number): Promise<number> {
    const [row] = await tx.query<{ taken: number }>(
      `with going as (
         select d.post_id, d.unit_id, d.parent_unit_id, d.path, d.received_at, d.deadline_at
           from delivery d join post_mirror p on p.post_id = d.post_id and p.status = 'PUBLISHED'
          where d.unit_id = $1 and d.state = 'PENDING' order by d.post_id limit $3 for update of d),
       closed as (
         update delivery d set state = 'TAKEN_OVER', deadline_at = null
           from going g where d.post_id = g.post_id and d.unit_id = g.unit_id),
       given_above as (${GIVE_RELAY}),
       given as (
         insert into delivery (post_id, unit_id, parent_unit_id, path, state, received_at, deadline_at, slots, audience,
           audience_count, only_carried)
         select g.post_id, h.unit_id, g.parent_unit_id, ${BESIDE}, 'PENDING', g.received_at, g.deadline_at, 0, '', 0, true
           from going g join unit_mirror h on h.unit_id = $2 and h.tier = 'GRASSROOTS'
          order by g.post_id on conflict do nothing returning post_id, unit_id, parent_unit_id),
       summed as (
         insert into coverage_sum as s (post_id, unit_id, shard, unions, unions_open, audience)
         select c.post_id, c.parent_unit_id, coverage_shard(c.unit_id), sum(c.n), 0, 0
           from (select post_id, parent_unit_id, unit_id, -1 as n from going
                 union all select post_id, parent_unit_id, unit_id, 1 from given) c
          where c.parent_unit_id is not null group by 1, 2, 3 order by 1, 2, 3
         on conflict (post_id, unit_id, shard) do update set unions = s.unions + excluded.unions),
       said as (${SAY})
       select count(*)::int as taken from going`,
      [fromUnitId, heirId, limit],
    );
    return row?.taken ?? 0;
  }

  /**
   * What was open to the members, for those of them who now belong to the successor: where that grassroots union has not
   * got the post, it comes along for them alone. They stay counted in the old union.
   */
  async bringAlong(tx: Sql, fromUnitId: string, heirId: string, limit: number): Promise<number> {
    const [row] = await tx.query<{ taken: number }>(
      `with going as (
         select d.post_id, d.unit_id, d.parent_unit_id, d.path, d.received_at, d.opened_at, d.opened_how, d.note
           from delivery d join post_mirror p on p.post_id = d.post_id and ${IS_IN_FORCE}
           join unit_mirror h on h.unit_id = $2 and h.tier = 'GRASSROOTS'
          where d.unit_id = $1 and d.state = 'OPEN'
            and not exists (select from delivery t where t.post_id = d.post_id and t.unit_id = $2)
          order by d.post_id limit $3),
       given as (
         insert into delivery (post_id, unit_id, parent_unit_id, path, state, received_at, opened_at, opened_how, note, slots,
           audience, audience_count, only_carried)
         select g.post_id, h.unit_id, g.parent_unit_id, ${BESIDE}, 'OPEN', g.received_at, g.opened_at,
                case g.opened_how when 'PUBLISHED' then 'AUTO' else g.opened_how end, g.note, 0, '', 0, true
           from going g join unit_mirror h on h.unit_id = $2
          order by g.post_id on conflict do nothing returning post_id, unit_id, parent_unit_id),
       summed as (
         insert into coverage_sum as s (post_id, unit_id, shard, unions, unions_open, audience)
         select post_id, parent_unit_id, coverage_shard(unit_id), 1, 1, 0 from given
          where parent_unit_id is not null order by 1, 2, 3
         on conflict (post_id, unit_id, shard) do update set unions = s.unions + 1, unions_open = s.unions_open + 1),
       said as (${SAY})
       select count(*)::int as taken from going`,
      [fromUnitId, heirId, limit],
    );
    return row?.taken ?? 0;
  }

  /** Units told to be gone within the last day where a post waits all the same. */
  async goneWithOpenPosts(sql: Sql): Promise<string[]> {
    const rows = await sql.query<{ from_unit_id: string }>(
      `select s.from_unit_id from unit_succession s
        where s.heard_at > now() - interval '1 day'
          and (exists (select from relay r join post_mirror p on p.post_id = r.post_id and p.status = 'PUBLISHED'
                        where r.unit_id = s.from_unit_id and r.state = 'PENDING')
            or exists (select from delivery d join post_mirror p on p.post_id = d.post_id and p.status = 'PUBLISHED'
                        where d.unit_id = s.from_unit_id and d.state = 'PENDING'))
        order by s.from_unit_id limit 100`,
    );
    return rows.map((row) => row.from_unit_id);
  }
}
