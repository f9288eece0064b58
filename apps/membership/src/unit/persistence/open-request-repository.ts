import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { alreadyMemberText, unionGoneText } from '../domain/ended-with-unit.js';

/** What became of something that waited at a union that is gone. */
export interface FollowedRequest {
  action: 'transfer.passed-on' | 'transfer.ended' | 'joining.passed-on' | 'joining.ended';
  /** The union that is gone, or of transfers that need not go on, the one that they led to. */
  unitId: string;
  ids: string[];
}

/** Transfers and applications that wait while the union they are about goes. */
@Injectable()
export class OpenRequestRepository {
  /**
   * What leads into the union leads to the one that takes over, with everything the parties have said; where none takes
   * over, it ends. What leads out of it needs nobody's care: the workers' own rows say where they are.
   */
  async follow(tx: Tx, handovers: readonly { from: string; to: string | null }[]): Promise<FollowedRequest[]> {
    return tx.query<FollowedRequest>(
      `with gone as (
         select g.id, g.heir, u.name from unnest($1::uuid[], $2::uuid[]) as g (id, heir) join unit u on u.id = g.id),
       transfers_on as (
         update transfer t set to_unit_id = g.heir from gone g
          where t.to_unit_id = g.id and t.ended_at is null and g.heir is not null returning t.id, g.id as unit_id),
       transfers_over as (
         update transfer t set state = 'EXPIRED', ended_at = now(), from_unit_id = w.unit_id,
                end_reason = replace($3, '{union}', g.name)
           from gone g, worker w
          where t.to_unit_id = g.id and t.ended_at is null and g.heir is null and w.id = t.worker_id
         returning t.id, g.id as unit_id),
       joinings_on as (
         update joining j set unit_id = g.heir from gone g
          where j.unit_id = g.id and j.state = 'WAITING' and g.heir is not null returning j.id, g.id as unit_id),
       joinings_over as (
         update joining j set state = 'EXPIRED', decided_at = now(), reason = replace($3, '{union}', g.name),
                applicant_encrypted = null, key_id = null, phone_index = null
           from gone g where j.unit_id = g.id and j.state = 'WAITING' and g.heir is null returning j.id, g.id as unit_id)
       select action, unit_id as "unitId", json_agg(id) as ids
         from (select 'transfer.passed-on' as action, * from transfers_on
               union all select 'transfer.ended', * from transfers_over
               union all select 'joining.passed-on', * from joinings_on
               union all select 'joining.ended', * from joinings_over) followed
        group by action, unit_id`,
      [handovers.map(({ from }) => from), handovers.map(({ to }) => to), unionGoneText('{union}')],
    );
  }

  /** Ends transfers into these unions of workers who have become members there by the change. */
  async endNeedless(tx: Tx, unitIds: readonly string[]): Promise<FollowedRequest[]> {
    return tx.query<FollowedRequest>(
      `with over as (
       update transfer t set state = 'EXPIRED', ended_at = now(), from_unit_id = w.unit_id,
              end_reason = replace($2, '{union}', u.name)
         from unit u, worker w
        where t.to_unit_id = any($1::uuid[]) and t.ended_at is null and u.id = t.to_unit_id and w.id = t.worker_id
          and (w.unit_id = t.to_unit_id
               or t.kind = 'SECOND' and exists (select 1 from secondary_membership m
                                                 where m.worker_id = w.id and m.unit_id = t.to_unit_id and m.ended is null))
       returning t.id, t.to_unit_id)
       select 'transfer.ended' as action, to_unit_id as "unitId", json_agg(id) as ids from over group by to_unit_id`,
      [unitIds, alreadyMemberText('{union}')],
    );
  }
}
