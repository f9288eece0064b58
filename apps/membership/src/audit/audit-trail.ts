import type { Actor } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

export type AuditAction =
  | 'unit.opened'
  | 'unit.changed'
  | 'unit.moved'
  | 'file-import.started'
  | 'file-import.done'
  | 'file-import.failed'
  | 'worker.phone.revealed'
  | 'worker.password.set'
  | 'worker.access-code.issued'
  | 'account.password.changed'
  | 'account.invited'
  | 'account.invitation.accepted'
  | 'account.closed'
  | 'account.reopened'
  | 'account.rescued'
  | 'account.second-factor.enrolled'
  | 'account.second-factor.removed'
  | 'account.second-factor.reset'
  | 'account.recovery-codes.renewed'
  | 'account.sessions.ended'
  | 'session.opened'
  | 'api-token.made'
  | 'api-token.revoked'
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
