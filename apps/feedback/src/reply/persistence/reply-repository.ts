import type { Tx } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { Injectable } from '@nestjs/common';

export interface NewReply {
  caseId: string;
  /** The case's version, and so the reply's place in its history. */
  seq: number;
  /** The unit that answers. */
  unitId: string;
  accountId: string | null;
  text: string;
  final: boolean;
}

@Injectable()
export class ReplyRepository {
  /**
   * Keeps an answer and carries it down the recorded chain, set-based: from the unit that answers, through each unit
   * below it that had the case (highest first), to the worker. Today's tree has no say in it.
   */
  async add(tx: Tx, reply: NewReply): Promise<void> {
    await tx.query(
      `with given as (
         insert into case_reply (id, case_id, seq, unit_id, account_id, text, final)
         values ($1, $2, $3, $4, $5, $6, $7) returning id, case_id, unit_id, at),
       depth (tier, level) as (values ('CITY', 1), ('DISTRICT', 2), ('DIRECT', 3), ('GRASSROOTS', 4)),
       down as (
         select distinct on (d.level, ch.unit_id) ch.unit_id, ch.tier, d.level, ch.seq
           from given g
           join case_chain ch on ch.case_id = g.case_id
           join depth d on d.tier = ch.tier
          where ch.unit_id = g.unit_id
             or d.level > (select d2.level from case_chain own join depth d2 on d2.tier = own.tier
                            where own.case_id = g.case_id and own.unit_id = g.unit_id limit 1)
          order by d.level, ch.unit_id, ch.seq),
       steps as (
         select unit_id, tier, row_number() over (order by level, seq) as position from down
         union all select null, 'WORKER', (select count(*) + 1 from down))
       insert into case_reply_relay (reply_id, position, unit_id, tier, passed_by, at)
       select g.id, s.position, s.unit_id, s.tier, case when s.unit_id = g.unit_id then 'AUTHOR' else 'AUTO' end, g.at
         from given g cross join steps s`,
      [newId(), reply.caseId, reply.seq, reply.unitId, reply.accountId, reply.text, reply.final],
    );
  }
}
