import type { Audience, Scope } from '@guantong/contracts';
import { scopeSql, scopeValues, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { audienceConditions, isForAll } from '../domain/audience-conditions.js';
import { DELIVER_OWN_TO_ALL, DELIVER_OWN_TO_SOME, DELIVER_TO_ALL, DELIVER_TO_SOME } from './delivery-sql.js';

/**
 * Deliveries: a post at a grassroots union, for its members. Whoever writes them takes their rows first, in the order
 * of post and union, and the sums after them, in the order of post, parent and shard; so no two writers can lock
 * each other out.
 */
@Injectable()
export class DeliveryRepository {
  async audienceOf(sql: Sql, postId: string): Promise<Audience | undefined> {
    const rows = await sql.query<{ audience: Audience }>(
      `select audience from post_mirror where post_id = $1 and status = 'PUBLISHED'`,
      [postId],
    );
    return rows[0]?.audience;
  }

  /** Brings a post to the grassroots children of `parentIds`, or to the publishing union itself (null). Gives how many it is open at. */
  async insert(tx: Sql, postId: string, parentIds: readonly string[] | null, audience: Audience): Promise<number> {
    const forAll = isForAll(audience);
    const own = forAll ? DELIVER_OWN_TO_ALL : DELIVER_OWN_TO_SOME;
    const text = parentIds ? (forAll ? DELIVER_TO_ALL : DELIVER_TO_SOME) : own;
    const values = [postId, parentIds, ...(forAll ? [] : audienceConditions(audience))];
    const [row] = await tx.query<{ opened: number }>(text, values);
    return row?.opened ?? 0;
  }

  /** Opens a post to the members for the cadre; false when it does not wait there, was recalled, or is out of scope. */
  async open(
    tx: Sql,
    at: { postId: string; unitId: string; note: string | null; accountId: string | null },
    scope: Scope,
  ): Promise<boolean> {
    const rows = await tx.query(
      `with opened as (
         update delivery d set state = 'OPEN', note = $3, opened_at = now(), opened_how = 'MANUAL', opened_by = $4
           from unit_mirror u, post_mirror p
          where d.post_id = $1 and d.unit_id = $2 and d.state = 'PENDING' and u.unit_id = d.unit_id
            and p.post_id = d.post_id and p.status = 'PUBLISHED' and ${scopeSql('u.unit_id', 'u.path', 5)}
         returning d.post_id, d.unit_id, d.parent_unit_id),
       summed as (${SUM_OPENED})
       select 1 from opened`,
      [at.postId, at.unitId, at.note, at.accountId, ...scopeValues(scope)],
    );
    return rows.length === 1;
  }

  /** As `RelayRepository.passThroughOverdue`, for grassroots unions; gives how many were opened per post. */
  async passThroughOverdue(tx: Sql, limit: number): Promise<{ postId: string; opened: number }[]> {
    return tx.query(
      `with due as (
         select post_id, unit_id from delivery where state = 'PENDING' and deadline_at <= now()
          order by deadline_at limit $1 for update skip locked),
       passed as (
         update delivery d set
           state = case when p.status = 'PUBLISHED' then 'OPEN' else d.state end,
           deadline_at = case when p.status = 'PUBLISHED' then d.deadline_at end,
           opened_at = case when p.status = 'PUBLISHED' then now() end,
           opened_how = case when p.status = 'PUBLISHED' then 'PASS_THROUGH' end
          from due join post_mirror p using (post_id)
         where d.post_id = due.post_id and d.unit_id = due.unit_id
        returning d.post_id, d.unit_id, d.parent_unit_id, d.state),
       opened as (select * from passed where state = 'OPEN'),
       summed as (${SUM_OPENED})
       select post_id as "postId", count(*)::int as opened from opened group by post_id order by post_id`,
      [limit],
    );
  }
}

/** The rows are there already; inserting takes their locks in the order of the sort, which an update would not. */
const SUM_OPENED = `
  insert into coverage_sum as s (post_id, unit_id, shard, unions, unions_open, audience)
  select o.post_id, o.parent_unit_id, coverage_shard(o.unit_id), 0, count(*), 0
    from opened o where o.parent_unit_id is not null
   group by 1, 2, 3 order by 1, 2, 3
  on conflict (post_id, unit_id, shard) do update set unions_open = s.unions_open + excluded.unions_open`;
