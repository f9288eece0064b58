import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { ForwardedParent } from '../../relay/domain/chunk-parents.js';
import { IN_FORCE_DAYS } from '../../post-mirror/domain/in-force.js';

/** Which units came under which parent, as triggers on the mirror of the tree have noted it. */
@Injectable()
export class UnitMoveRepository {
  async anyNew(sql: Sql, graceSeconds: number): Promise<boolean> {
    const rows = await sql.query(
      `select 1 from unit_move where looked_at is null and at <= now() - make_interval(secs => $1) limit 1`,
      [graceSeconds],
    );
    return rows.length > 0;
  }

  async takeNew(tx: Sql, graceSeconds: number, limit: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `with turn as (
         select id from unit_move where looked_at is null and at <= now() - make_interval(secs => $1)
          order by at limit $2 for update skip locked)
       update unit_move v set looked_at = now() from turn where v.id = turn.id returning v.id::text as id`,
      [graceSeconds, limit],
    );
    return rows.map((row) => row.id);
  }

  /**
   * Posts in force that these units lack, and the parents by whose road they come. By relay_of_unit and the primary keys
   * of relay and delivery.
   */
  async parentsToAnnounce(tx: Sql, moveIds: readonly string[]): Promise<(ForwardedParent & { postId: string })[]> {
    return tx.query(
      `with moved as (
         select v.* from unit_move v
           join unit_mirror u on u.unit_id = v.unit_id and u.status = 'ACTIVE'
          where v.id = any($1::bigint[])),
       roads as (
         select unit_id, to_unit_id as parent_id, null::timestamptz as until from moved
          union all
         select unit_id, from_unit_id, at from moved where from_unit_id is not null)
       select r.post_id as "postId", r.unit_id as "unitId", r.tier, count(distinct m.unit_id)::int as children
         from roads m
         join relay r on r.unit_id = m.parent_id and r.state = 'FORWARDED' and (m.until is null or r.forwarded_at <= m.until)
         join post_mirror p on p.post_id = r.post_id and p.status = 'PUBLISHED'
          and p.published_at > now() - make_interval(days => ${IN_FORCE_DAYS})
        where not exists (select from relay c where c.post_id = r.post_id and c.unit_id = m.unit_id)
          and not exists (select from delivery d where d.post_id = r.post_id and d.unit_id = m.unit_id)
        group by r.post_id, r.unit_id, r.tier order by r.post_id, r.tier, r.unit_id`,
      [moveIds],
    );
  }

  /** Once posts that were under way at the time are not in force any more, nobody asks for the move again. */
  async removeOld(sql: Sql): Promise<void> {
    await sql.query(
      `delete from unit_move where id in (
         select id from unit_move where at < now() - make_interval(days => ${IN_FORCE_DAYS}) order by id limit 1000)`,
    );
  }
}
