import type { CaseChange, CaseHistoryEntry } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

export interface Announcement {
  what: CaseHistoryEntry;
  change: CaseChange;
}

@Injectable()
export class CoarseAnnouncementRepository {
  /**
   * True for one caller in each stretch of `seconds` of the clock on the wall: whoever comes first, of all copies.
   * Compared for being different, not larger, so that a clock that was set back does not silence it.
   */
  async claimTick(tx: Tx, seconds: number): Promise<boolean> {
    const rows = await tx.query(
      `update coarse_tick set tick = floor(extract(epoch from clock_timestamp()) / $1)::bigint
        where tick <> floor(extract(epoch from clock_timestamp()) / $1)::bigint returning 1`,
      [seconds],
    );
    return rows.length > 0;
  }

  /** Takes what is waiting (in the order of random ids, which is none) and starts the clocks that wait with it. */
  async takeAll(tx: Tx): Promise<Announcement[]> {
    return tx.query<Announcement>(
      `with taken as (delete from coarse_announcement returning id, case_id, what),
       clock as (
         update feedback_case c set due_at = clock_rings_at(now(), (select l.duration from nearest_limit(m.path, c.kind, c.step) l), true)
           from unit_mirror m
          where c.id in (select case_id from taken where what in ('SUBMITTED', 'REOPENED'))
            and m.unit_id = c.owner_unit_id and c.step is not null and c.due_at is null
            and not exists (select from case_timer_fired f where (f.case_id, f.chain_seq, f.step) = (c.id, c.chain_seq, c.step)))
       select t.what, json_build_object('caseId', c.id, 'kind', c.kind, 'unitId', c.owner_unit_id,
                'unitIds', array(select distinct unit_id from case_chain where case_id = c.id),
                'chainSeq', c.chain_seq, 'state', c.state, 'version', c.version) as change
         from taken t join feedback_case c on c.id = t.case_id order by t.id`,
    );
  }
}
