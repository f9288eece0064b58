import { type CaseChange, ERASED_TEXT } from '@guantong/contracts';
import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

@Injectable()
export class ErasureRepository {
  async remember(tx: Sql, workerId: string): Promise<void> {
    await tx.query(`insert into erased_worker (worker_id) values ($1) on conflict do nothing`, [workerId]);
  }

  async isErased(sql: Sql, workerId: string): Promise<boolean> {
    return (await sql.query(`select 1 from erased_worker where worker_id = $1`, [workerId])).length > 0;
  }

  /** Locked first, so that what follows sees the words of whoever was just writing some. Walks feedback_case_worker. */
  async lockCasesOf(tx: Sql, workerId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `select id from feedback_case where worker_id = $1 order by id for update`,
      [workerId],
    );
    return rows.map((row) => row.id);
  }

  async removeUnusedPhotosOf(tx: Sql, workerId: string): Promise<void> {
    await tx.query(`delete from case_attachment where case_id is null and sender_id = $1`, [workerId]);
  }

  /** All that people said in and about these cases, the answers kept for repeated requests included. */
  async eraseWords(tx: Sql, caseIds: readonly string[]): Promise<void> {
    await tx.query(
      `with photos as (delete from case_attachment where case_id = any ($1::uuid[])),
       said as (update case_event set text = $2 where case_id = any ($1::uuid[]) and text is not null),
       answered as (update case_reply set text = $2 where case_id = any ($1::uuid[]))
       update idempotency_key set answer = null where answer -> 'value' ->> 'caseId' = any ($1::text[])`,
      [caseIds, ERASED_TEXT],
    );
  }

  /** Unlinks the cases from the worker, and ends those that `states` says can be. Gives the ones that were ended. */
  async eraseCases(
    tx: Sql,
    caseIds: readonly string[],
    states: Partial<Record<string, string>>,
  ): Promise<CaseChange[]> {
    const rows = await tx.query<{ change: CaseChange }>(
      `with changed as (
         update feedback_case c set text = $2, worker_id = null, version = c.version + 1,
                state = coalesce($3::jsonb ->> c.state, c.state),
                step = case when $3::jsonb ? c.state then null else c.step end,
                due_at = case when $3::jsonb ? c.state then null else c.due_at end
          where c.id = any ($1::uuid[])
         returning c.id, c.kind, c.state, c.version, c.chain_seq, c.owner_unit_id, old.state <> new.state as ended),
       entry as (
         insert into case_event (case_id, seq, what, state, unit_id, actor_kind, text, at, on_day)
         select id, version, case when ended then 'WITHDRAWN' else 'ERASED' end, state, owner_unit_id, 'SYSTEM', $2,
                now(), local_day(now())
           from changed)
       select json_build_object('caseId', c.id, 'kind', c.kind, 'unitId', c.owner_unit_id,
                'unitIds', array(select distinct ch.unit_id from case_chain ch where ch.case_id = c.id),
                'chainSeq', c.chain_seq, 'state', c.state, 'version', c.version) as change
         from changed c where c.ended`,
      [caseIds, ERASED_TEXT, JSON.stringify(states)],
    );
    return rows.map((row) => row.change);
  }

  async erasedWithCases(sql: Sql): Promise<string[]> {
    const rows = await sql.query<{ worker_id: string }>(
      `select e.worker_id from erased_worker e
        where e.erased_at > now() - interval '1 hour' and exists (select from feedback_case c where c.worker_id = e.worker_id)
        limit 100`,
    );
    return rows.map((row) => row.worker_id);
  }
}
