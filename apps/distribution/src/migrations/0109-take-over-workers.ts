import { Migration } from '@mikro-orm/migrations';

/**
 * Takes over what is newer than what the mirror has, and brings the bitmaps of the unions along: by the places that were
 * left and taken, not from all their members, so that what it costs follows the workers in the message. Whoever calls it
 * is the only writer, and names each worker once. Measured with batches of 4,000: a new worker takes 10 µs of
 * PostgreSQL's processor time in unions of 20, and 20 µs where each is of another union (16 and 60 when every bitmap was
 * made anew).
 *
 * A function, so that it is planned once for each connection, and so that its plan is pinned: for each worker one
 * look-up by primary key, for each union another. No estimate, made while the table grows, can turn them into a scan.
 *
 * Of a worker who had everything erased it takes the place and the revision only, whatever a message may say.
 *
 * Gives those for whom there is more to do: who has left a place, had secondary places, or has some now; and the places
 * they had.
 */
export class TakeOverWorkers0109 extends Migration {
  override up(): void {
    this.addSql(`
      create function take_over_workers(
        worker_ids uuid[], unit_ids uuid[], slots int[], sexes text[], birth_years smallint[], schoolings text[],
        employment_forms text[], smartphones boolean[], statuses text[], revisions bigint[], with_secondary boolean[])
        returns table ("workerId" uuid, status text, before json) language plpgsql
        set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off
        set plan_cache_mode = force_generic_plan
      as $function$
      #variable_conflict use_column
      begin return query
      with incoming as (
        select w.*, e.worker_id is not null as erased
          from unnest(worker_ids, unit_ids, take_over_workers.slots, sexes, birth_years, schoolings, employment_forms,
                      smartphones, statuses, revisions, with_secondary)
            as w (worker_id, unit_id, slot, sex, birth_year, schooling, employment_form, has_smartphone, status, revision,
                  has_secondary)
          left join erased_worker e using (worker_id)),
      known as (
        select worker_id, unit_id, slot, revision, has_secondary,
               case when not erased then sex end as sex, case when not erased then birth_year end as birth_year,
               case when not erased then schooling end as schooling,
               case when not erased then employment_form end as employment_form,
               case when not erased then has_smartphone end as has_smartphone,
               case when not erased then status else 'LEFT' end as status
          from incoming),
      taken as (
        merge into worker_mirror m using known k on m.worker_id = k.worker_id
         when matched and m.revision < k.revision then
           update set unit_id = k.unit_id, slot = k.slot, sex = k.sex, birth_year = k.birth_year,
             schooling = k.schooling, employment_form = k.employment_form, has_smartphone = k.has_smartphone,
             status = k.status, revision = k.revision
         when not matched then
           insert (worker_id, unit_id, slot, sex, birth_year, schooling, employment_form, has_smartphone, status, revision)
           values (k.worker_id, k.unit_id, k.slot, k.sex, k.birth_year, k.schooling, k.employment_form,
             k.has_smartphone, k.status, k.revision)
        returning new.worker_id, new.unit_id, new.slot, new.status, new.revision, k.has_secondary,
          old.unit_id as old_unit_id, old.slot as old_slot, old.revision as old_revision),
      -- a row for each place that is taken (or kept) and for each that was held before
      place as (
        select unit_id, slot, status = 'ACTIVE' as active, 1 as workers, revision from taken
        union all
        select old_unit_id, old_slot, false, -1, -old_revision from taken where old_unit_id is not null),
      union_change as (
        select unit_id, max(slot) + 1 as slots, sum(workers) as workers, sum(revision) as revisions,
               array_agg(slot) as touched, array_agg(slot) filter (where active) as active
          from place group by unit_id),
      members as (
        insert into unit_members (unit_id, slots, active, active_count, worker_count, revision_sum)
        select c.unit_id, length(b.active), b.active, bit_count(b.active), coalesce(m.worker_count, 0) + c.workers,
               coalesce(m.revision_sum, 0) + c.revisions
          from union_change c
          left join unit_members m using (unit_id)
         cross join lateral (
           select coalesce(m.active, '') || repeat('0', c.slots - coalesce(m.slots, 0))::bit varying as bits
           offset 0) o -- worked out once, not at each slot
         cross join lateral (
           select o.bits & ~ bit_or(set_bit(o.bits # o.bits, s, 1)) as bits from unnest(c.touched) as s) r
         cross join lateral (
           select coalesce(r.bits | bit_or(set_bit(o.bits # o.bits, s, 1)), r.bits) as active
             from unnest(c.active) as s) b
         order by c.unit_id
        on conflict (unit_id) do update set slots = excluded.slots, active = excluded.active,
          active_count = excluded.active_count, worker_count = excluded.worker_count,
          revision_sum = excluded.revision_sum)
      select t.worker_id, t.status,
             case when t.old_unit_id is null then json_build_array() else (
               select json_agg(json_build_object('unitId', h.unit_id, 'slot', h.slot))
                 from (select t.old_unit_id as unit_id, t.old_slot as slot
                        union all
                       select p.unit_id, p.slot from secondary_place p where p.worker_id = t.worker_id) h) end
        from taken t
       where t.has_secondary or (t.old_unit_id, t.old_slot) <> (t.unit_id, t.slot)
          or t.old_unit_id is not null
             -- not \`exists\`: that may read the whole table once, instead of an index for each
             and (select p.slot from secondary_place p where p.worker_id = t.worker_id limit 1) is not null;
      end $function$;
    `);
  }
}
