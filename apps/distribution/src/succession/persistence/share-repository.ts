import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { IN_FORCE_DAYS, IS_IN_FORCE } from '../../post-mirror/domain/in-force.js';

const SAY = `
  insert into handover (post_id, from_unit_id, to_unit_id, succession)
  select g.post_id, $1, g.to_unit_id, 'SPLIT' from given g on conflict do nothing`;

/** Posts of a unit that was split ($1), for the units that were opened out of it ($2); at most $3 rows at a time. */
@Injectable()
export class ShareRepository {
  async shareForwardingPolicy(tx: Sql, fromUnitId: string, toUnitIds: readonly string[]): Promise<void> {
    await tx.query(
      `insert into forwarding_policy (unit_id, mode, set_by, set_at)
       select n.unit_id, f.mode, f.set_by, now() from forwarding_policy f cross join unnest($2::uuid[]) as n (unit_id)
        where f.unit_id = $1 on conflict do nothing`,
      [fromUnitId, toUnitIds],
    );
  }

  /**
   * Relays, waiting or handed on, with the times they have at the old unit. What the old unit published itself comes to the
   * new one by way of the old one.
   */
  async shareRelays(tx: Sql, fromUnitId: string, toUnitIds: readonly string[], limit: number): Promise<number> {
    const [row] = await tx.query<{ shared: number }>(
      `with given as (
         insert into relay (post_id, unit_id, parent_unit_id, tier, path, state, note, received_at, deadline_at,
           forwarded_at, forwarded_how)
         select r.post_id, n.unit_id, coalesce(r.parent_unit_id, r.unit_id), n.tier,
                case when r.parent_unit_id is null then r.path else r.path[:cardinality(r.path) - 1] end || n.unit_id,
                r.state, r.note, r.received_at, r.deadline_at, r.forwarded_at,
                case r.forwarded_how when 'PUBLISHED' then 'AUTO' else r.forwarded_how end
           from relay r
           join post_mirror p on p.post_id = r.post_id
            and (p.published_at > now() - make_interval(days => ${IN_FORCE_DAYS}) or r.state = 'PENDING') and p.status = 'PUBLISHED'
           join unit_mirror n on n.unit_id = any($2::uuid[]) and n.tier <> 'GRASSROOTS'
          where r.unit_id = $1 and r.state <> 'TAKEN_OVER'
            and not exists (select from relay t where t.post_id = r.post_id and t.unit_id = n.unit_id)
          order by r.post_id, n.unit_id limit $3
         on conflict do nothing returning post_id, unit_id as to_unit_id),
       said as (${SAY})
       select count(*)::int as shared from given`,
      [fromUnitId, toUnitIds, limit],
    );
    return row?.shared ?? 0;
  }

  /** Deliveries, with nobody counted in them: those who have moved over stay in the figures of the old union. */
  async shareDeliveries(tx: Sql, fromUnitId: string, toUnitIds: readonly string[], limit: number): Promise<number> {
    const [row] = await tx.query<{ shared: number }>(
      `with given as (
         insert into delivery (post_id, unit_id, parent_unit_id, path, state, note, received_at, deadline_at, opened_at,
           opened_how, slots, audience, audience_count)
         select d.post_id, n.unit_id, d.parent_unit_id, d.path[:cardinality(d.path) - 1] || n.unit_id, d.state, d.note,
                d.received_at, d.deadline_at, d.opened_at,
                case d.opened_how when 'PUBLISHED' then 'AUTO' else d.opened_how end, 0, '', 0
           from delivery d
           join post_mirror p on p.post_id = d.post_id and (${IS_IN_FORCE} or (d.state = 'PENDING' and p.status = 'PUBLISHED'))
           join unit_mirror n on n.unit_id = any($2::uuid[]) and n.tier = 'GRASSROOTS'
          where d.unit_id = $1 and d.state <> 'TAKEN_OVER'
            and not exists (select from delivery t where t.post_id = d.post_id and t.unit_id = n.unit_id)
          order by d.post_id, n.unit_id limit $3
         on conflict do nothing returning post_id, unit_id, unit_id as to_unit_id, parent_unit_id, state),
       summed as (
         insert into coverage_sum as s (post_id, unit_id, shard, unions, unions_open, audience)
         select g.post_id, g.parent_unit_id, coverage_shard(g.unit_id), count(*), count(*) filter (where g.state = 'OPEN'), 0
           from given g where g.parent_unit_id is not null group by 1, 2, 3 order by 1, 2, 3
         on conflict (post_id, unit_id, shard) do update set unions = s.unions + excluded.unions,
           unions_open = s.unions_open + excluded.unions_open),
       said as (${SAY})
       select count(*)::int as shared from given`,
      [fromUnitId, toUnitIds, limit],
    );
    return row?.shared ?? 0;
  }
}
