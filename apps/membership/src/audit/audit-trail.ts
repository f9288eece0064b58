import type { Actor } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

export type AuditAction =
  | 'unit.opened'
  | 'unit.changed'
  | 'unit.moved'
  | 'file-import.started'
  | 'file-import.checked'
  | 'file-import.confirmed'
  | 'file-import.done'
  | 'roster-import.question-answered'
  | 'roster-import.file-annotated'
  | 'file-import.failed'
  | 'worker.phone.revealed'
  | 'worker.password.set'
  | 'worker.second-union.added'
  | 'worker.second-union.ended'
  | 'worker.departed'
  | 'worker.departure.taken-back'
  | 'joining.read'
  | 'joining.approved'
  | 'joining.refused'
  | 'join-code.renewed'
  | 'transfer.asked'
  | 'transfer.agreed'
  | 'transfer.refused'
  | 'transfer.ended'
  | 'worker.access-code.issued'
  | 'account.password.changed'
  | 'appointment.made'
  | 'appointment.ended'
  | 'duty-roster.set'
  | 'city.bootstrapped';

export interface AuditedAct {
  actor: Pick<Actor, 'kind' | 'accountId'>;
  action: AuditAction;
  unitId: string | null;
  subjectIds: readonly string[];
  /** Ids and words of the vocabulary only. */
  detail?: Record<string, string | number | null>;
}

/** Who did what to whom, when: written in the transaction of the deed, never changed. */
@Injectable()
export class AuditTrail {
  async record(tx: Tx, { actor, action, unitId, subjectIds, detail = {} }: AuditedAct): Promise<void> {
    await tx.query(
      `insert into audit_entry (actor_kind, account_id, action, unit_id, subject_ids, detail)
       values ($1, $2, $3, $4, $5::uuid[], $6)`,
      [actor.kind, actor.accountId, action, unitId, subjectIds, JSON.stringify(detail)],
    );
  }
}
