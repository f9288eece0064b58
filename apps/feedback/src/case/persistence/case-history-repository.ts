import type { Actor, CaseHistoryEntry } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { newTimelessId } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import type { FeedbackCase } from '../domain/feedback-case.js';

export interface HistoryEntry {
  what: CaseHistoryEntry;
  by: Actor;
  text?: string | null;
}

/** The history of a case: appended to, never changed (a trigger sees to it). */
@Injectable()
export class CaseHistoryRepository {
  /** Appends the entry for the case's present version; resolves to the units that have or had the case. */
  async append(tx: Tx, c: FeedbackCase, { what, by, text = null }: HistoryEntry): Promise<string[]> {
    const [row] = await tx.query<{ units: string[] }>(
      `with entry as (
         insert into case_event (case_id, seq, what, state, unit_id, actor_kind, account_id, text, at, on_day)
         values ($1, $2, $3, $4, $5, $6, $7, $8, case when $6 = 'ANONYMOUS' then null else clock_timestamp() end, local_day(now())))
       select array(select distinct unit_id from case_chain where case_id = $1) as units`,
      [c.id, c.version, what, c.state, c.ownerUnitId, by.kind, by.kind === 'STAFF' ? by.accountId : null, text],
    );
    return row?.units ?? [];
  }

  /** To be told to others with the next coarse tick. */
  async announceLater(tx: Tx, c: FeedbackCase, what: CaseHistoryEntry): Promise<void> {
    await tx.query(`insert into coarse_announcement (id, case_id, what) values ($1, $2, $3)`, [
      newTimelessId(),
      c.id,
      what,
    ]);
  }

  async messagesToday(tx: Tx, caseId: string): Promise<number> {
    const [row] = await tx.query<{ n: number }>(
      `select count(*)::int as n from case_event where case_id = $1 and what = 'MESSAGE' and on_day = local_day(now())`,
      [caseId],
    );
    return row?.n ?? 0;
  }

  /** The calendar date in China, by the database's clock. */
  async today(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ today: string }>(`select local_day(now())::text as today`);
    return row?.today ?? '';
  }
}
