import {
  type Actor,
  type CaseKind,
  type CasePhoto,
  type CaseSubmitter,
  type CaseUnit,
  scopeOf,
} from '@guantong/contracts';
import { prepared, scopeSql, scopeValues, type Tx } from '@guantong/persistence';
import { newTimelessId } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import { isoSql } from '../../iso-sql.js';
import type { Route, UnitOnPath } from '../domain/route-case.js';

export interface NewCase {
  id: string;
  number: string;
  kind: CaseKind;
  text: string;
  submittedBy: CaseSubmitter;
  workerId: string | null;
  onBehalfAccountId: string | null;
  receiptHash: Buffer | null;
  originUnitId: string;
  route: Route;
  attachmentIds: readonly string[];
  /** Who sent the photos: only their own can be used. Null for an anonymous person. */
  senderId: string | null;
}

export interface InsertedCase {
  submittedOn: string;
  submittedAt: string | null;
  dueAt: string | null;
  /** Those it could take; others were missing, in use, or somebody else's. */
  photos: CasePhoto[];
}

/** Prepared: planning it took twice as long as carrying it out. */
const INSERT_CASE = prepared(
  'insert-case',
  `with new_case as (
     insert into feedback_case (id, number, kind, state, version, submitted_by, worker_id, on_behalf_account_id, receipt_hash, text,
            origin_unit_id, about_unit_id, hidden_from_unit_id, owner_unit_id, chain_seq, step, due_at, submitted_on, submitted_at)
     select $1, $2, $3, 'SUBMITTED', 1, $4, $5, $6, $7, $8, $9, $10, $11, m.unit_id, 1, 'ACKNOWLEDGE',
            case when $4 <> 'ANONYMOUS' then clock_rings_at(now(), l.duration, false) end,
            local_day(now()), case when $4 <> 'ANONYMOUS' then now() end
       from unit_mirror m, nearest_limit(m.path, $3, 'ACKNOWLEDGE') l
      where m.unit_id = $12 and not exists (select from erased_worker e where e.worker_id = $5)
     on conflict do nothing
     returning id, submitted_by, owner_unit_id, submitted_on, submitted_at, due_at),
   stay as (
     insert into case_chain (case_id, seq, unit_id, tier, reason, arrived_at, arrived_on)
     select n.id, 1, m.unit_id, m.tier, $13, n.submitted_at, n.submitted_on from new_case n join unit_mirror m on m.unit_id = n.owner_unit_id),
   entry as (
     insert into case_event (case_id, seq, what, state, unit_id, actor_kind, account_id, at, on_day)
     select id, 1, 'SUBMITTED', 'SUBMITTED', owner_unit_id,
            case $4 when 'WORKER' then 'WORKER' when 'ON_BEHALF' then 'STAFF' else 'ANONYMOUS' end, $6, submitted_at, submitted_on
       from new_case),
   later as (
     insert into coarse_announcement (id, case_id, what) select $16::uuid, id, 'SUBMITTED' from new_case where submitted_by = 'ANONYMOUS'),
   photo as (
     update case_attachment a set case_id = n.id from new_case n
      where a.id = any ($14::uuid[]) and a.case_id is null and a.sender_id is not distinct from $15::uuid
     returning json_build_object('attachmentId', a.id, 'contentType', a.content_type, 'bytes', octet_length(a.bytes)) as item, a.id)
   select submitted_on::text as "submittedOn", ${isoSql('submitted_at')} as "submittedAt", ${isoSql('due_at')} as "dueAt",
          (select coalesce(json_agg(item order by id), '[]'::json) from photo) as photos
     from new_case`,
);

const PATH_TO_UNIT = prepared(
  'path-to-unit',
  `select m.unit_id as "unitId", m.status, m.name, m.tier
     from unit_mirror own join unit_mirror m on m.unit_id = any (own.path)
    where own.unit_id = $1 order by cardinality(m.path)`,
);

@Injectable()
export class IntakeRepository {
  /** From the city to the unit; empty when there is no such unit here (yet). */
  async pathTo(tx: Tx, unitId: string): Promise<(UnitOnPath & CaseUnit)[]> {
    return tx.query<UnitOnPath & CaseUnit>(PATH_TO_UNIT, [unitId]);
  }

  async maySubmitFor(tx: Tx, actor: Actor, unitId: string): Promise<boolean> {
    const scope = scopeOf(actor, 'case.submit_for_worker');
    const rows = await tx.query(`select 1 from unit_mirror where unit_id = $1 and ${scopeSql('unit_id', 'path', 2)}`, [
      unitId,
      ...scopeValues(scope),
    ]);
    return rows.length > 0;
  }

  /**
   * The case with its first stay, its first entry and its photos, in one statement. An anonymous one keeps no time but
   * the day, and no clock until the next coarse tick, for which it is put down.
   *
   * @returns null when the number or the receipt code is in use already, or the worker had everything erased
   */
  async insert(tx: Tx, c: NewCase): Promise<InsertedCase | null> {
    const [row] = await tx.query<InsertedCase>(INSERT_CASE, [
      c.id,
      c.number,
      c.kind,
      c.submittedBy,
      c.workerId,
      c.onBehalfAccountId,
      c.receiptHash,
      c.text,
      c.originUnitId,
      c.route.aboutUnitId,
      c.route.hiddenFromUnitId,
      c.route.unitId,
      c.route.reason,
      c.attachmentIds,
      c.senderId,
      newTimelessId(),
    ]);
    return row ?? null;
  }

  async numberByReceipt(tx: Tx, receiptHash: Buffer): Promise<string | null> {
    const [row] = await tx.query<{ number: string }>(`select number from feedback_case where receipt_hash = $1`, [
      receiptHash,
    ]);
    return row?.number ?? null;
  }
}
