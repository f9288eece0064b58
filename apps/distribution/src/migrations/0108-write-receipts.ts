import { Migration } from '@mikro-orm/migrations';

/** Slot and flag of a receipt's code, see `codeOf` in receipt/domain. */
const SLOT = '(code >> 1 & 1048575)::int as slot';
const unread = (bits: string): string => `(${bits} is null or get_bit(${bits}, s.slot) = 0)`;
const mark = (condition: string): string =>
  `bit_or(set_bit(d.audience # d.audience, s.slot, 1)) filter (where ${condition})`;

/**
 * As 0105, and knows members who came from elsewhere: who has a post because it was carried along with him, or whose place
 * here is a secondary one, is late like one who joined later. Gives where else such a member is counted, so that the
 * receipt can be given there too. Receipts of that kind come with `elsewhere`: they count whatever became of the post's
 * stay at the old union.
 *
 * Writes a batch of receipts in one statement. A function, so that its plan is pinned: for each of the given
 * deliveries, in the order given, one look-up by primary key. The order is what keeps two writers from locking each
 * other out, and no estimate can turn the look-ups into a scan.
 *
 * Bits are OR-ed onto the row as it is when it is locked, and counters are counted from the bits, so nothing is lost
 * between writers and nothing can drift. `old` gives what was there before: what was news goes to the log and the
 * sums, and a repeat is none.
 */
export class WriteReceipts0108 extends Migration {
  override up(): void {
    this.addSql(`
      drop function write_receipts(uuid[], uuid[], text[]);
      create function write_receipts(posts uuid[], unions uuid[], codes text[], elsewhere boolean default false)
        returns table (found int[], misfits json, counted json) language plpgsql
        set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off
        set plan_cache_mode = force_generic_plan
      as $function$ begin return query
      with written as (
        update delivery d set (read, read_count, confirmed, confirmed_count, read_current, read_revision) = (
          select b.read, coalesce(bit_count(b.read), 0), b.confirmed, coalesce(bit_count(b.confirmed), 0),
                 case when b.read_current is null then d.read_current
                      when g.newest > d.read_revision then b.read_current
                      else coalesce(d.read_current | b.read_current, b.read_current) end,
                 case when b.read_current is null then d.read_revision else g.newest end
            from (select coalesce(d.read | a.read, a.read, d.read) as read,
                         coalesce(d.confirmed | a.confirmed, a.confirmed, d.confirmed) as confirmed, a.read_current
                    from (select ${mark('true')} as read, ${mark('s.code & 1 = 1')} as confirmed,
                                 ${mark('s.code >> 21 >= g.newest and g.newest >= d.read_revision')} as read_current
                            from (select code, ${SLOT} from unnest(g.codes::bigint[]) as u (code)) s
                           where case when s.slot < d.slots then get_bit(d.audience, s.slot) = 1 else false end) a) b)
          from (select x.post_id, x.unit_id, x.codes, x.position, p.revision as newest, p.for_all
                  from unnest($1, $2, $3) with ordinality as x (post_id, unit_id, codes, position)
                  join post_mirror p on p.post_id = x.post_id order by x.position) g
         where d.post_id = g.post_id and d.unit_id = g.unit_id and (d.state = 'OPEN' or elsewhere)
        returning g.position, g.codes, g.newest, g.for_all, d.post_id, d.unit_id, d.parent_unit_id, d.slots, d.audience,
          d.only_carried,
          old.read, old.confirmed, old.read_current, old.read_revision,
          new.read_count - old.read_count as more_read, new.confirmed_count - old.confirmed_count as more_confirmed),
      each as materialized (
        select w.position, w.post_id, w.unit_id, s.nth, s.slot, (s.code & 1)::smallint as signed,
               (s.code >> 21)::int as revision, f.fits,
               case when f.fits then false
                 when s.slot >= w.slots and w.for_all and not w.only_carried then true
                 else exists (select from late_receipt l
                               where l.unit_id = w.unit_id and l.slot = s.slot and l.post_id = w.post_id)
                   or exists (select from secondary_place p where p.unit_id = w.unit_id and p.slot = s.slot) end as late,
               case when s.slot < w.slots then ${unread('w.read')} or (s.code & 1 = 1 and ${unread('w.confirmed')})
                 or (s.code >> 21 >= w.newest and (w.newest > w.read_revision
                   or (w.newest = w.read_revision and ${unread('w.read_current')}))) else false end as is_news
          from written w
         cross join lateral (select code, nth, ${SLOT} from unnest(w.codes::bigint[]) with ordinality as u (code, nth)) s
         cross join lateral (
           select case when s.slot < w.slots then get_bit(w.audience, s.slot) = 1 else false end as fits) f),
      summed as (
        insert into coverage_sum as c (post_id, unit_id, shard, unions, unions_open, audience, read, confirmed)
        select w.post_id, w.parent_unit_id, coverage_shard(w.unit_id), 0, 0, 0, sum(w.more_read), sum(w.more_confirmed)
          from written w where w.parent_unit_id is not null and (w.more_read > 0 or w.more_confirmed > 0)
         group by 1, 2, 3 order by 1, 2, 3
        on conflict (post_id, unit_id, shard) do update set
          read = c.read + excluded.read, confirmed = c.confirmed + excluded.confirmed),
      late as (
        insert into late_receipt as l (unit_id, slot, post_id, read_revision, confirmed)
        select e.unit_id, e.slot, e.post_id, e.revision, e.signed = 1 from each e where e.late order by 1, 2, 3
        on conflict (unit_id, slot, post_id) do update set
          read_revision = greatest(l.read_revision, excluded.read_revision),
          confirmed = l.confirmed or excluded.confirmed
        where l.read_revision < excluded.read_revision or (excluded.confirmed and not l.confirmed)
        returning l.post_id, l.unit_id, l.slot),
      logged as (
        insert into receipt_log (post_id, unit_id, slot, grade, revision, at)
        select e.post_id, e.unit_id, e.slot, 1 + e.signed, e.revision, now() from each e where e.fits and e.is_news
         union all
        select e.post_id, e.unit_id, e.slot, 1 + e.signed, e.revision, now()
          from late l join each e on e.post_id = l.post_id and e.unit_id = l.unit_id and e.slot = l.slot)
      select (select coalesce(array_agg(w.position::int), '{}') from written w),
             (select coalesce(json_agg(json_build_array(e.position, e.nth)), '[]')
                from each e where not e.fits and not e.late),
             (select coalesce(json_agg(json_build_array(e.position, e.nth, l.counted_unit_id, l.counted_slot)), '[]')
                from each e join late_receipt l on l.unit_id = e.unit_id and l.slot = e.slot and l.post_id = e.post_id
               where e.late and l.counted_unit_id is not null);
      end $function$;
    `);
  }
}
