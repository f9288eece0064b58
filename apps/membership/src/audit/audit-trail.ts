import { type Actor, AUDIT_ACTIONS, type AuditAction } from '@guantong/contracts';
import { Database, prepared, type Sql, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { actingForSql, actingForValues } from './persistence/acting-for-sql.js';

const RECORD = prepared(
  'audit-record',
  `insert into audit_entry (actor_kind, account_id, action, unit_id, subject_ids, detail, acting_for)
   select $1, $2, $3, $4, $5::uuid[], $6, ${actingForSql('u.id', 'u.path', 7)}
     from (select) one left join unit u on u.id = $4`,
);

export interface AuditedAct {
  actor: Pick<Actor, 'kind' | 'accountId'> & Partial<Actor>;
  action: AuditAction;
  unitId: string | null;
  subjectIds: readonly string[];
  /** Ids and words of the vocabulary only. */
  detail?: Record<string, string | number | null>;
}

/** Who did what to whom, when: written in the transaction of the deed, never changed. The chain is hung on later. */
@Injectable()
export class AuditTrail {
  constructor(private readonly database: Database) {}

  async record(tx: Tx, { actor, action, unitId, subjectIds, detail = {} }: AuditedAct): Promise<void> {
    await tx.query(RECORD, [
      ...[actor.kind, actor.accountId, action, unitId, subjectIds, JSON.stringify({ ...detail, ...tokenOf(actor) })],
      ...actingForValues(actor, AUDIT_ACTIONS[action].needs),
    ]);
  }

  /**
   * That somebody sees workers by name: one entry per union, with how many; whom, only when it is one person. Written
   * before the names are shown, so that nobody sees any when it cannot be.
   */
  async recordNamesSeen(actor: Actor, workerIds: readonly string[], sql: Sql = this.database): Promise<void> {
    if (workerIds.length === 0) return;
    await sql.query(
      `insert into audit_entry (actor_kind, account_id, action, unit_id, subject_ids, detail, acting_for)
       select $1, $2, 'worker.names.seen', u.id, case when count(*) = 1 then array_agg(w.id) else '{}' end,
              jsonb_build_object('count', count(*)) || $4::jsonb, ${actingForSql('u.id', 'u.path', 5)}
         from worker w join unit u on u.id = w.unit_id where w.id = any($3::uuid[]) group by u.id order by u.id`,
      [
        ...[actor.kind, actor.accountId, workerIds, JSON.stringify(tokenOf(actor))],
        ...actingForValues(actor, AUDIT_ACTIONS['worker.names.seen'].needs),
      ],
    );
  }
}

/** Which of its tokens a program used. */
const tokenOf = ({ program }: Partial<Actor>): { tokenId?: string } => (program ? { tokenId: program.tokenId } : {});
