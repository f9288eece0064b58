import type { Scope } from '@guantong/contracts';
import { scopeSql, scopeValues, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { ForwardedParent } from '../domain/chunk-parents.js';

/** How many children a unit has today; decides how much work its message is. */
const CHILDREN = (unit: string) =>
  `(select count(*) from unit_mirror c where c.parent_id = ${unit} and c.status = 'ACTIVE')::int`;

/** Relays: a post at a unit above the grassroots tier. Written set-based; a row changes its state once. */
@Injectable()
export class RelayRepository {
  /** Where the post starts; nothing when its unit is not known yet, or is a grassroots union. */
  async openAtPublisher(tx: Sql, postId: string): Promise<ForwardedParent[]> {
    return tx.query(
      `with inserted as (
         insert into relay (post_id, unit_id, tier, path, state, received_at, forwarded_at, forwarded_how)
         select p.post_id, u.unit_id, u.tier, u.path, 'FORWARDED', now(), now(), 'PUBLISHED'
           from post_mirror p join unit_mirror u on u.unit_id = p.unit_id and u.tier <> 'GRASSROOTS'
          where p.post_id = $1 and p.status = 'PUBLISHED'
         on conflict do nothing
         returning unit_id, tier)
       select i.unit_id as "unitId", i.tier, ${CHILDREN('i.unit_id')} as children from inserted i`,
      [postId],
    );
  }

  /**
   * Brings a post to the children of units that have handed it on, except grassroots unions: those of today, and those
   * that moved elsewhere after it was handed on and before it came. Gives those of them that have handed it on at once.
   * One statement, driven by the primary key of relay and the parent index of the mirror.
   */
  async insertChildren(tx: Sql, postId: string, parentIds: readonly string[]): Promise<ForwardedParent[]> {
    return tx.query(
      `with inserted as (
         insert into relay (post_id, unit_id, parent_unit_id, tier, path, state, received_at, deadline_at,
           forwarded_at, forwarded_how)
         select p.post_id, r.child_id, r.unit_id, r.child_tier, r.path || r.child_id,
                case when f.mode = 'MANUAL' then 'PENDING' else 'FORWARDED' end, now(),
                case when f.mode = 'MANUAL' and p.must_forward then now() + p.forward_within end,
                case when f.mode = 'MANUAL' then null else now() end,
                case when f.mode = 'MANUAL' then null else 'AUTO' end
           from post_mirror p
           join (
             select r.*, u.unit_id as child_id, u.tier as child_tier
               from relay r
               join unit_mirror u on u.parent_id = r.unit_id and u.status = 'ACTIVE' and u.tier <> 'GRASSROOTS'
              where r.post_id = $1 and r.unit_id = any($2::uuid[]) and r.state = 'FORWARDED'
             union all
             select r.*, u.unit_id, u.tier
               from relay r
               join unit_move v on v.from_unit_id = r.unit_id and v.at >= r.forwarded_at
               join unit_mirror u on u.unit_id = v.unit_id and u.parent_id <> r.unit_id and u.status = 'ACTIVE'
                and u.tier <> 'GRASSROOTS'
              where r.post_id = $1 and r.unit_id = any($2::uuid[]) and r.state = 'FORWARDED') r on r.post_id = p.post_id
           left join forwarding_policy f on f.unit_id = r.child_id
          where p.post_id = $1 and p.status = 'PUBLISHED'
          order by r.child_id
         on conflict do nothing
         returning unit_id, tier, state)
       select i.unit_id as "unitId", i.tier, ${CHILDREN('i.unit_id')} as children
         from inserted i where i.state = 'FORWARDED' order by i.tier, i.unit_id`,
      [postId, parentIds],
    );
  }

  /** Hands a post on for the cadre; nothing when it does not wait there, was recalled, or is out of scope. */
  async forward(
    tx: Sql,
    at: { postId: string; unitId: string; note: string | null; accountId: string | null },
    scope: Scope,
  ): Promise<ForwardedParent[]> {
    return tx.query(
      `update relay r set state = 'FORWARDED', note = $3, forwarded_at = now(), forwarded_how = 'MANUAL', forwarded_by = $4
         from unit_mirror u, post_mirror p
        where r.post_id = $1 and r.unit_id = $2 and r.state = 'PENDING' and u.unit_id = r.unit_id
          and p.post_id = r.post_id and p.status = 'PUBLISHED' and ${scopeSql('u.unit_id', 'u.path', 5)}
       returning r.unit_id as "unitId", r.tier, ${CHILDREN('r.unit_id')} as children`,
      [at.postId, at.unitId, at.note, at.accountId, ...scopeValues(scope)],
    );
  }

  /**
   * Hands on what has waited past its deadline, at most `limit`, skipping what another copy is at. Recalled posts are
   * taken off the clock instead.
   */
  async passThroughOverdue(tx: Sql, limit: number): Promise<(ForwardedParent & { postId: string })[]> {
    return tx.query(
      `with due as (
         select post_id, unit_id from relay where state = 'PENDING' and deadline_at <= now()
          order by deadline_at limit $1 for update skip locked),
       passed as (
         update relay r set
           state = case when p.status = 'PUBLISHED' then 'FORWARDED' else r.state end,
           deadline_at = case when p.status = 'PUBLISHED' then r.deadline_at end,
           forwarded_at = case when p.status = 'PUBLISHED' then now() end,
           forwarded_how = case when p.status = 'PUBLISHED' then 'PASS_THROUGH' end
          from due join post_mirror p using (post_id)
         where r.post_id = due.post_id and r.unit_id = due.unit_id
        returning r.post_id, r.unit_id, r.tier, r.state)
       select x.post_id as "postId", x.unit_id as "unitId", x.tier, ${CHILDREN('x.unit_id')} as children
         from passed x where x.state = 'FORWARDED' order by x.post_id, x.tier, x.unit_id`,
      [limit],
    );
  }

  /**
   * Units that have handed the post on longer than `graceSeconds` ago, but have children without it: opened since,
   * or moved between a unit that had not handed it on and one that had.
   */
  async parentsWithGaps(tx: Sql, postId: string, graceSeconds: number, limit: number): Promise<ForwardedParent[]> {
    return tx.query(
      `select r.unit_id as "unitId", r.tier, count(*)::int as children
         from relay r
         join unit_mirror u on u.parent_id = r.unit_id and u.status = 'ACTIVE'
        where r.post_id = $1 and r.state = 'FORWARDED' and r.forwarded_at < now() - make_interval(secs => $2)
          and not exists (select 1 from relay c where c.post_id = r.post_id and c.unit_id = u.unit_id)
          and not exists (select 1 from delivery d where d.post_id = r.post_id and d.unit_id = u.unit_id)
        group by r.unit_id, r.tier order by r.tier, r.unit_id limit $3`,
      [postId, graceSeconds, limit],
    );
  }
}
