/** One delivery that a post comes to: at `u`, by the road of `r`. */
const CHILD = `p.post_id, u.unit_id, r.unit_id as parent_id, r.path || u.unit_id as path, f.mode = 'MANUAL' as by_hand,
         p.must_forward, p.forward_within, 'AUTO' as how`;

/**
 * Unions that a post comes to: the grassroots children of parents ($2) that have handed it on, and those that were
 * children when it was handed on, and moved before it came.
 */
const CHILDREN_OF_PARENTS = `
  select ${CHILD}
    from post_mirror p
    join relay r on r.post_id = p.post_id and r.unit_id = any($2::uuid[]) and r.state = 'FORWARDED'
    join unit_mirror u on u.parent_id = r.unit_id and u.status = 'ACTIVE' and u.tier = 'GRASSROOTS'
    left join forwarding_policy f on f.unit_id = u.unit_id
   where p.post_id = $1 and p.status = 'PUBLISHED'
  union all
  select ${CHILD}
    from post_mirror p
    join relay r on r.post_id = p.post_id and r.unit_id = any($2::uuid[]) and r.state = 'FORWARDED'
    join unit_move v on v.from_unit_id = r.unit_id and v.at >= r.forwarded_at
    join unit_mirror u on u.unit_id = v.unit_id and u.parent_id <> r.unit_id and u.status = 'ACTIVE' and u.tier = 'GRASSROOTS'
    left join forwarding_policy f on f.unit_id = u.unit_id
   where p.post_id = $1 and p.status = 'PUBLISHED'`;

/** The grassroots union that published the post itself; its road has one step. */
const PUBLISHER = `
  select p.post_id, u.unit_id, null::uuid as parent_id, u.path, false as by_hand, p.must_forward, p.forward_within, 'PUBLISHED' as how
    from post_mirror p
    join unit_mirror u on u.unit_id = p.unit_id and u.tier = 'GRASSROOTS'
   where p.post_id = $1 and p.status = 'PUBLISHED' and $2::uuid[] is null`;

/** Everybody: the union's own bitmap. */
const ALL_MEMBERS = `select unit_id, slots, active as audience from unit_members`;

/** Those who meet every condition ($3 to $7, null where there is none). */
const MEMBERS_WHO = `
  select m.unit_id, m.slots, coalesce(bit_or(set_bit(m.active # m.active, w.slot, 1)), m.active # m.active) as audience
    from children c
    join unit_members m using (unit_id)
    left join worker_mirror w on w.unit_id = m.unit_id and w.status = 'ACTIVE'
     and ($3::text is null or w.sex = $3)
     and ($4::int is null or w.birth_year <= extract(year from now()) - $4)
     and ($5::int is null or w.birth_year >= extract(year from now()) - $5)
     and ($6::text[] is null or w.schooling = any($6))
     and ($7::text[] is null or w.employment_form = any($7))
   group by m.unit_id`;

/**
 * One statement: the deliveries of all these unions, frozen as they are now, and their sums per parent. A member who came
 * from a union in which he is counted for this post already is left out of the audience, and sees it all the same; the
 * function that leaves him out is only called where there is one, since calling it for each union took as long as the rest.
 * Measured in bench/distribution: about three times a raw INSERT … SELECT of the same rows.
 */
const insertDeliveries = (children: string, members: string): string => `
  with children as materialized (${children}),
  members as (${members}),
  carried as materialized (
    select unit_id, array_agg(slot) as slots from late_receipt
     where post_id = $1 and counted_unit_id is not null group by unit_id),
  inserted as (
    insert into delivery (post_id, unit_id, parent_unit_id, path, state, received_at, deadline_at, opened_at, opened_how,
      slots, audience, audience_count)
    select c.post_id, c.unit_id, c.parent_id, c.path,
           case when c.by_hand then 'PENDING' else 'OPEN' end, now(),
           case when c.by_hand and c.must_forward then now() + c.forward_within end,
           case when c.by_hand then null else now() end,
           case when c.by_hand then null else c.how end,
           coalesce(m.slots, 0), coalesce(a.bits, ''), coalesce(bit_count(a.bits), 0)
      from children c
      left join members m using (unit_id)
      left join carried k using (unit_id)
     cross join lateral (
       select case when k.slots is null then m.audience else bits_without(m.audience, k.slots) end as bits) a
     order by c.unit_id
    on conflict do nothing
    returning post_id, unit_id, parent_unit_id, state, audience_count),
  summed as (
    insert into coverage_sum as s (post_id, unit_id, shard, unions, unions_open, audience)
    select i.post_id, i.parent_unit_id, coverage_shard(i.unit_id), count(*), count(*) filter (where i.state = 'OPEN'),
           sum(i.audience_count)
      from inserted i where i.parent_unit_id is not null
     group by 1, 2, 3 order by 1, 2, 3
    on conflict (post_id, unit_id, shard) do update set unions = s.unions + excluded.unions,
      unions_open = s.unions_open + excluded.unions_open, audience = s.audience + excluded.audience)
  select count(*) filter (where state = 'OPEN')::int as opened from inserted`;

export const DELIVER_TO_ALL = insertDeliveries(CHILDREN_OF_PARENTS, ALL_MEMBERS);
export const DELIVER_TO_SOME = insertDeliveries(CHILDREN_OF_PARENTS, MEMBERS_WHO);
export const DELIVER_OWN_TO_ALL = insertDeliveries(PUBLISHER, ALL_MEMBERS);
export const DELIVER_OWN_TO_SOME = insertDeliveries(PUBLISHER, MEMBERS_WHO);
