import type { CaseArrival } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { FeedbackCase } from '../domain/feedback-case.js';

/** Through which units a case has come. Rows are added and ended, never rewritten. */
@Injectable()
export class CaseChainRepository {
  /** The nearest active unit above, by today's tree; null at the city. */
  async unitAbove(tx: Tx, unitId: string): Promise<string | null> {
    const [row] = await tx.query<{ unit_id: string }>(
      `select above.unit_id
         from unit_mirror here join unit_mirror above on above.unit_id = any (here.path) and above.unit_id <> here.unit_id
        where here.unit_id = $1 and above.status = 'ACTIVE'
        order by cardinality(above.path) desc limit 1`,
      [unitId],
    );
    return row?.unit_id ?? null;
  }

  /** The last unit of the recorded chain that lies below where the case is now and still exists; null when there is none. */
  async unitBelow(tx: Tx, caseId: string, unitId: string): Promise<string | null> {
    const [row] = await tx.query<{ unit_id: string }>(
      `select ch.unit_id
         from case_chain ch
         join unit_mirror below on below.unit_id = ch.unit_id
         join unit_mirror here on here.unit_id = $2
        where ch.case_id = $1 and below.status = 'ACTIVE' and cardinality(below.path) > cardinality(here.path)
        order by ch.seq desc limit 1`,
      [caseId, unitId],
    );
    return row?.unit_id ?? null;
  }

  /**
   * Ends the stay before `case.chainSeq` and begins that one, at the unit that has the case now.
   * @param timeless for a step of an anonymous person, of which only the day is kept
   */
  async beginStay(tx: Tx, c: FeedbackCase, reason: CaseArrival, timeless = false): Promise<void> {
    await tx.query(
      `with ended as (
         update case_chain set left_at = case when $4 then null else now() end, left_on = local_day(now()), left_reason = $3
          where case_id = $1 and seq = $2 - 1)
       insert into case_chain (case_id, seq, unit_id, tier, reason, arrived_at, arrived_on)
       select $1, $2, unit_id, tier, $3, case when $4 then null else now() end, local_day(now())
         from unit_mirror where unit_id = $5`,
      [c.id, c.chainSeq, reason, timeless, c.ownerUnitId],
    );
  }

  /** That the unit has taken it up: the first time counts. */
  async markAcknowledged(tx: Tx, c: FeedbackCase): Promise<void> {
    await tx.query(
      `update case_chain set acknowledged_at = now() where case_id = $1 and seq = $2 and acknowledged_at is null`,
      [c.id, c.chainSeq],
    );
  }

  async markResolved(tx: Tx, c: FeedbackCase): Promise<void> {
    await tx.query(
      `update case_chain set resolved_at = now(), acknowledged_at = coalesce(acknowledged_at, now()) where case_id = $1 and seq = $2`,
      [c.id, c.chainSeq],
    );
  }
}
