import type { HandingState, WorkerCounts } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { RoadFigures } from '../domain/add-up.js';

/**
 * One snapshot of everything below a unit: $1 the post, $2 the unit, $3 its depth. Reads the relays of the post (some
 * hundreds) and four rows of sums for each, whatever the number of unions; deliveries only where they are children
 * themselves. Units that wait are counted in today's tree, below the relays that hold the post.
 */
const FIGURES = `
  with road as materialized (
    select r.unit_id, r.parent_unit_id, r.tier, r.state, r.path[$3::int + 1] as child
      from relay r where r.post_id = $1 and r.path[$3::int] = $2),
  parents as materialized (
    select unit_id, sum(unions) as unions, sum(unions_open) as open, sum(audience) as audience, sum(read) as read,
           sum(confirmed) as confirmed
      from coverage_sum where post_id = $1 group by unit_id),
  sums as (
    select road.child, sum(unions)::int as unions, sum(open)::int as open, sum(audience)::int as audience,
           sum(read)::int as read, sum(confirmed)::int as confirmed
      from road join parents using (unit_id) group by road.child),
  waiting as (
    select h.child, u.tier, count(*)::int as units
      from road h
      join unit_mirror u on u.path @> array[h.unit_id] and u.unit_id <> h.unit_id and u.status = 'ACTIVE'
     where h.state = 'PENDING'
       and not exists (select 1 from relay r where r.post_id = $1 and r.unit_id = u.unit_id)
       and not exists (select 1 from delivery d where d.post_id = $1 and d.unit_id = u.unit_id)
     group by h.child, u.tier)
  select
    (select coalesce(json_agg(t), '[]') from (
       select tier, count(*) filter (where state = 'FORWARDED') as forwarded,
              count(*) filter (where state = 'PENDING') as pending from road group by tier) t) as relays,
    (select coalesce(json_agg(w), '[]') from waiting w) as waiting,
    (select coalesce(json_agg(s), '[]') from sums s) as sums,
    (select coalesce(json_agg(json_build_object('unitId', c.unit_id, 'name', u.name, 'tier', c.tier, 'state', c.state)
              order by c.unit_id), '[]')
       from road c join unit_mirror u using (unit_id) where c.parent_unit_id = $2) as children,
    (select coalesce(json_agg(json_build_object('unitId', d.unit_id, 'name', u.name, 'tier', u.tier,
              'state', case d.state when 'OPEN' then 'FORWARDED' else d.state end,
              'audience', d.audience_count, 'read', d.read_count, 'confirmed', d.confirmed_count) order by d.unit_id), '[]')
       from delivery d join unit_mirror u using (unit_id) where d.post_id = $1 and d.parent_unit_id = $2) as unions`;

/** The caller has held the unit against a scope, by finding the place. */
@Injectable()
export class CoverageRepository {
  constructor(private readonly database: Database) {}

  async below(postId: string, unitId: string, depth: number): Promise<RoadFigures> {
    const [figures] = await this.database.hotQuery<RoadFigures>('coverage', FIGURES, [postId, unitId, depth]);
    if (!figures) throw new Error('a row without a table always comes');
    return figures;
  }

  /** One grassroots union's own delivery. */
  async ofUnion(
    postId: string,
    unitId: string,
  ): Promise<(Omit<WorkerCounts, 'notReached'> & { state: HandingState }) | undefined> {
    const rows = await this.database.query<Omit<WorkerCounts, 'notReached'> & { state: HandingState }>(
      `select case state when 'OPEN' then 'FORWARDED' else state end as state,
              audience_count as audience, read_count as read, confirmed_count as confirmed
         from delivery where post_id = $1 and unit_id = $2`,
      [postId, unitId],
    );
    return rows[0];
  }
}
