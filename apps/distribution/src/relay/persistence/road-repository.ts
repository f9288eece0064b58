import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { IN_FORCE_DAYS } from '../../post-mirror/domain/in-force.js';

/** The road of a post as a whole: whether it is open, and when it is next looked over. */
@Injectable()
export class RoadRepository {
  /** Nothing changes while the publishing unit does not have it: it may not be in the mirror yet. */
  async markOpened(tx: Sql, postId: string): Promise<void> {
    await tx.query(
      `update post_mirror p set road_opened_at = now()
        where p.post_id = $1 and p.road_opened_at is null
          and (exists (select 1 from relay r where r.post_id = p.post_id and r.unit_id = p.unit_id)
            or exists (select 1 from delivery d where d.post_id = p.post_id and d.unit_id = p.unit_id))`,
      [postId],
    );
  }

  /** Cheap: a sweep that finds nothing to do ends here. */
  async anyToCheck(sql: Sql): Promise<boolean> {
    const rows = await sql.query(
      `select 1 from post_mirror where status = 'PUBLISHED' and next_check_at <= now() limit 1`,
    );
    return rows.length > 0;
  }

  /**
   * Takes the post whose turn it is, and sets its next turn: after a tenth of its age, but within 15 s to 30 min.
   * Fresh posts are where gaps come from; the old ones cost next to nothing.
   */
  async takeNextToCheck(tx: Sql): Promise<{ postId: string; opened: boolean } | undefined> {
    const rows = await tx.query<{ postId: string; opened: boolean }>(
      `with turn as (
         select post_id from post_mirror where status = 'PUBLISHED' and next_check_at <= now()
          order by next_check_at limit 1 for update skip locked)
       update post_mirror p set next_check_at =
         case when p.published_at > now() - make_interval(days => ${IN_FORCE_DAYS})
           then now() + least(greatest((now() - p.published_at) / 10, interval '15 seconds'), interval '30 minutes') end
         from turn where p.post_id = turn.post_id
       returning p.post_id as "postId", p.road_opened_at is not null as opened`,
    );
    return rows[0];
  }
}
