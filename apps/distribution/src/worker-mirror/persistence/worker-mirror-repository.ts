import type { MirroredWorker, WorkerStatus } from '@guantong/contracts';
import { bareArray, prepared, type Sql, uuidArray } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { Place } from '../domain/moves-of.js';

export interface UnitDigestRow {
  unitId: string;
  count: number;
  revisionSum: number;
}

/** One place of a worker in a union's bitmaps, as the mirror had it. */
export interface HeldPlace {
  workerId: string;
  unitId: string;
  slot: number;
  isPrimary: boolean;
}

/** A worker who was written, and the places that the mirror had until then. */
export interface TakenOver {
  workerId: string;
  status: WorkerStatus;
  before: Place[];
}

/** See migration 0109. */
const TAKE_OVER = prepared(
  'take-over-workers',
  'select * from take_over_workers($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
);

/** The mirror of the workers, and per union the bitmap of its members. Written by one transaction at a time. */
@Injectable()
export class WorkerMirrorRepository {
  /**
   * Held to the end of the transaction by whoever changes the mirror. A union's bitmap is made from what it was, so two
   * writers who do not see each other's rows would undo each other; and one writer is enough (some 50,000 workers a
   * second in batches).
   */
  async lockForWriting(tx: Sql): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtext('distribution.worker-mirror'))`);
  }

  /** Where these workers stand in the mirror now, in each of their unions. */
  async placesOf(tx: Sql, workerIds: readonly string[]): Promise<HeldPlace[]> {
    return tx.query(
      `select worker_id as "workerId", unit_id as "unitId", slot, true as "isPrimary"
         from worker_mirror where worker_id = any($1::uuid[])
        union all
       select worker_id, unit_id, slot, false from secondary_place where worker_id = any($1::uuid[])`,
      [workerIds],
    );
  }

  /**
   * Takes over what is newer than what the mirror has, and brings the bitmaps of the unions along; each worker is named
   * once. Of a worker who had everything erased only the place and the revision, whatever a message may say. Gives those
   * whose places may have changed.
   */
  async takeOver(tx: Sql, workers: readonly MirroredWorker[]): Promise<TakenOver[]> {
    return tx.query(TAKE_OVER, [
      uuidArray(workers, (w) => w.workerId),
      uuidArray(workers, (w) => w.unitId),
      bareArray(workers, (w) => w.slot),
      bareArray(workers, (w) => w.sex),
      bareArray(workers, (w) => w.birthYear),
      bareArray(workers, (w) => w.schooling),
      bareArray(workers, (w) => w.employmentForm),
      bareArray(workers, (w) => w.hasSmartphone),
      bareArray(workers, (w) => w.status),
      bareArray(workers, (w) => w.revision),
      bareArray(workers, (w) => (w.secondary?.length ?? 0) > 0),
    ]);
  }

  /** Puts these in the place of all secondary places that the workers have. */
  async replaceSecondary(
    tx: Sql,
    workerIds: readonly string[],
    places: readonly { workerId: string; unitId: string; slot: number }[],
  ): Promise<void> {
    await tx.query(`delete from secondary_place where worker_id = any($1::uuid[])`, [workerIds]);
    if (places.length === 0) return;
    await tx.query(
      `insert into secondary_place (unit_id, slot, worker_id)
       select p.unit_id, p.slot, p.worker_id from unnest($1::uuid[], $2::uuid[], $3::int[]) as p (worker_id, unit_id, slot)
         left join erased_worker e using (worker_id) where e.worker_id is null
       on conflict (unit_id, slot) do update set worker_id = excluded.worker_id`,
      [places.map((p) => p.workerId), places.map((p) => p.unitId), places.map((p) => p.slot)],
    );
  }

  /**
   * Forgets a worker but for the slot: the row stays, without anything about the person, so that nobody takes the place
   * and the digests agree with membership's.
   */
  async erase(tx: Sql, workerId: string): Promise<void> {
    await tx.query(`insert into erased_worker (worker_id) values ($1) on conflict do nothing`, [workerId]);
    await tx.query(`delete from secondary_place where worker_id = $1`, [workerId]);
    await tx.query(
      `update worker_mirror set sex = null, birth_year = null, schooling = null, employment_form = null,
              has_smartphone = null, status = 'LEFT' where worker_id = $1`,
      [workerId],
    );
  }

  /** Takes out workers whom membership no longer has in these unions, unless they have changed since they were compared. */
  async remove(
    tx: Sql,
    unitIds: readonly string[],
    gone: readonly { workerId: string; revision: number }[],
  ): Promise<void> {
    await tx.query(
      `with gone as (delete from worker_mirror w using unnest($2::uuid[], $3::bigint[]) as g (worker_id, revision)
        where w.worker_id = g.worker_id and w.revision = g.revision and w.unit_id = any($1::uuid[])
        returning w.worker_id)
       delete from secondary_place p using gone where p.worker_id = gone.worker_id`,
      [unitIds, gone.map((g) => g.workerId), gone.map((g) => g.revision)],
    );
  }

  /** Makes the bitmaps of these unions anew from their workers, whatever was there; linear in the length of each. */
  async refreshMembers(tx: Sql, unitIds: readonly string[]): Promise<void> {
    await tx.query(
      `insert into unit_members (unit_id, slots, active, active_count, worker_count, revision_sum)
       select t.unit_id, c.slots, b.active, bit_count(b.active), c.worker_count, c.revision_sum
         from unnest($1::uuid[]) as t (unit_id)
         left join unit_members m using (unit_id)
        cross join lateral (
           select greatest(max(w.slot) + 1, m.slots, 0) as slots, count(*) as worker_count,
                  coalesce(sum(w.revision), 0) as revision_sum
             from worker_mirror w where w.unit_id = t.unit_id) c
        cross join lateral (
           select coalesce(string_agg(case when w.status = 'ACTIVE' then '1' else '0' end, '' order by s.slot),
                           '')::bit varying as active
             from generate_series(0, c.slots - 1) as s (slot)
             left join worker_mirror w on w.unit_id = t.unit_id and w.slot = s.slot) b
        order by t.unit_id
       on conflict (unit_id) do update set slots = excluded.slots, active = excluded.active,
         active_count = excluded.active_count, worker_count = excluded.worker_count,
         revision_sum = excluded.revision_sum`,
      [unitIds],
    );
  }

  /** Digests of the unions in (`after`, `upTo`], ordered; `upTo` null: to the end. */
  async digests(sql: Sql, after: string | null, upTo: string | null): Promise<UnitDigestRow[]> {
    return sql.query(
      `select unit_id as "unitId", worker_count as count, revision_sum::float8 as "revisionSum" from unit_members
        where ($1::uuid is null or unit_id > $1) and ($2::uuid is null or unit_id <= $2) order by unit_id`,
      [after, upTo],
    );
  }

  async revisionsOf(sql: Sql, unitIds: readonly string[]): Promise<{ workerId: string; revision: number }[]> {
    return sql.query(
      `select worker_id as "workerId", revision::float8 as revision from worker_mirror where unit_id = any($1::uuid[])`,
      [unitIds],
    );
  }
}
