import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { OpenRequestRepository } from '../persistence/open-request-repository.js';
import type { Handover } from './take-over-units.js';
import type { ChangeAuthority } from './tree-change.js';

/**
 * Transfers and applications that wait at unions that go pass to those that take over, or end and say why. Called after
 * the members have moved, with everything locked.
 */
@Injectable()
export class PassOnOpenRequests {
  constructor(
    private readonly requests: OpenRequestRepository,
    private readonly audit: AuditTrail,
  ) {}

  async run(tx: Tx, { actor, changeId }: ChangeAuthority, handovers: readonly Handover[]): Promise<void> {
    const followed = await this.requests.follow(tx, handovers);
    const heirs = [...new Set(handovers.flatMap(({ to }) => to ?? []))];
    const needless = heirs.length > 0 ? await this.requests.endNeedless(tx, heirs) : [];
    for (const { action, unitId, ids } of [...followed, ...needless]) {
      const detail = { changeId, count: ids.length, ...(action === 'transfer.ended' && { state: 'EXPIRED' }) };
      await this.audit.record(tx, { actor, action, unitId, subjectIds: ids, detail });
    }
  }
}
