const bit = (bits: string, slot: string): string => `(${bits} is not null and get_bit(${bits}, ${slot}) = 1)`;

/**
 * Writes a batch of receipts: $1 posts, $2 unions, $3 slots, $4 revisions, $5 confirmed. One statement, and so one
 * commit. It takes the deliveries in the order of post and union, so that two writers cannot lock each other out, and
 * goes on from what it finds after it has got them. What is known already writes nothing. Gives the positions (from 1)
 * of the receipts that were not for a member of the post's audience.
 *
 * bit_count after the OR, not a sum of new bits: the counters cannot drift from the bitmaps.
 */
export const WRITE_RECEIPTS = `
  with given as (
    select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[], $5::boolean[])
      with ordinality as g (post_id, unit_id, slot, revision, confirmed, position)),
  wanted as (select distinct post_id, unit_id from given),
  locked as materialized (
    select d.post_id, d.unit_id, d.slots, d.audience, d.audience # d.audience as none, d.read, d.confirmed,
           d.read_current, d.read_revision, d.read_count, d.confirmed_count, p.revision as newest, p.for_all
      from wanted w
      join delivery d on d.post_id = w.post_id and d.unit_id = w.unit_id and d.state = 'OPEN'
      join post_mirror p on p.post_id = w.post_id
     order by d.post_id, d.unit_id
       for update of d),
  fitting as (
    select g.position, g.post_id, g.unit_id, g.slot, least(g.revision, k.newest) as revision, g.confirmed,
           g.slot >= k.slots as late, k.none,
           g.slot < k.slots and not (
             ${bit('k.read', 'g.slot')}
             and (not g.confirmed or ${bit('k.confirmed', 'g.slot')})
             and (least(g.revision, k.newest) < k.read_revision
               or least(g.revision, k.newest) = k.read_revision and ${bit('k.read_current', 'g.slot')})) as is_new
      from given g join locked k using (post_id, unit_id)
     where case when g.slot < k.slots then get_bit(k.audience, g.slot) = 1 else k.for_all end),
  newest as (
    select post_id, unit_id, max(revision) as revision from fitting where is_new group by post_id, unit_id),
  marks as (
    select f.post_id, f.unit_id, n.revision,
           bit_or(set_bit(f.none, f.slot, 1)) as read,
           bit_or(set_bit(f.none, f.slot, 1)) filter (where f.revision = n.revision) as read_current,
           bit_or(set_bit(f.none, f.slot, 1)) filter (where f.confirmed) as confirmed
      from fitting f join newest n using (post_id, unit_id) where f.is_new
     group by f.post_id, f.unit_id, n.revision),
  written as (
    update delivery d set
      read = coalesce(d.read | m.read, m.read),
      read_count = bit_count(coalesce(d.read | m.read, m.read)),
      confirmed = coalesce(d.confirmed | m.confirmed, m.confirmed, d.confirmed),
      confirmed_count = coalesce(bit_count(coalesce(d.confirmed | m.confirmed, m.confirmed, d.confirmed)), 0),
      read_current = case when m.revision > d.read_revision then m.read_current
                          when m.revision = d.read_revision then d.read_current | m.read_current
                          else d.read_current end,
      read_revision = greatest(d.read_revision, m.revision)
     from marks m where d.post_id = m.post_id and d.unit_id = m.unit_id
    returning d.post_id, d.unit_id, d.parent_unit_id, d.read_count, d.confirmed_count),
  summed as (
    insert into coverage_sum as s (post_id, unit_id, shard, unions, unions_open, audience, read, confirmed)
    select w.post_id, w.parent_unit_id, coverage_shard(w.unit_id), 0, 0, 0,
           sum(w.read_count - k.read_count), sum(w.confirmed_count - k.confirmed_count)
      from written w join locked k using (post_id, unit_id)
     where w.parent_unit_id is not null
     group by 1, 2, 3
    having sum(w.read_count - k.read_count + w.confirmed_count - k.confirmed_count) > 0
     order by 1, 2, 3
    on conflict (post_id, unit_id, shard) do update set
      read = s.read + excluded.read, confirmed = s.confirmed + excluded.confirmed),
  late as (
    insert into late_receipt as l (unit_id, slot, post_id, read_revision, confirmed)
    select unit_id, slot, post_id, revision, confirmed from fitting where late order by unit_id, slot, post_id
    on conflict (unit_id, slot, post_id) do update set
      read_revision = greatest(l.read_revision, excluded.read_revision), confirmed = l.confirmed or excluded.confirmed
    where l.read_revision < excluded.read_revision or (excluded.confirmed and not l.confirmed)
    returning post_id, unit_id, slot, confirmed, read_revision),
  logged as (
    insert into receipt_log (post_id, unit_id, slot, grade, revision, at)
    select post_id, unit_id, slot, 1 + confirmed::int, revision, now() from fitting where is_new
    union all
    select post_id, unit_id, slot, 1 + confirmed::int, read_revision, now() from late)
  select array(select position from given except select position from fitting)::int[] as misfits`;
