import type { Succession } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { HandoverRepository } from '../persistence/handover-repository.js';
import { UnitRepository } from '../persistence/unit-repository.js';
import { CarryOtherMemberships } from './carry-other-memberships.js';
import { PassOnOpenRequests } from './pass-on-open-requests.js';
import type { ChangeAuthority, TreeChange } from './tree-change.js';

/** A unit that goes, and who gets its workers and the units below it; null when it has neither. */
export interface Handover {
  from: string;
  to: string | null;
  /** Who takes over its open work: `to`, else the unit above. */
  heir: string;
}

/**
 * Ends units: workers and units below pass to others of the same tier, in the same transaction, so that nobody is
 * without a unit at any moment. What has been (posts, receipts, closed cases, members who left) stays with the old one,
 * which keeps its row, dissolved. The caller has locked the tree, the units, and all that is below them.
 */
@Injectable()
export class TakeOverUnits {
  constructor(
    private readonly units: UnitRepository,
    private readonly handovers: HandoverRepository,
    private readonly memberships: CarryOtherMemberships,
    private readonly requests: PassOnOpenRequests,
    private readonly audit: AuditTrail,
  ) {}

  async run(
    tx: Tx,
    authority: ChangeAuthority,
    succession: Succession,
    handovers: readonly Handover[],
  ): Promise<TreeChange> {
    const gone = handovers.map((handover) => handover.from);
    const passing = handovers.flatMap(({ from, to }) => (to === null ? [] : [{ from, to }]));
    const heirs = new Map(passing.map(({ from, to }) => [from, to]));
    const children = await this.units.childrenOf(tx, [...heirs.keys()]);
    const branches = children.map(({ id, parentId }) => ({ id, parentId: heirs.get(parentId) ?? parentId }));
    const moved = branches.length > 0 ? await this.units.moveBranches(tx, branches) : [];
    const members = await this.handovers.moveWorkers(tx, await this.handovers.membersOf(tx, passing));
    const others = await this.memberships.run(tx, handovers);
    await this.endPowers(tx, authority, gone);
    await this.requests.run(tx, authority, handovers);
    await this.units.dissolve(tx, handovers);
    return {
      unitIds: [...gone, ...moved],
      workers: [...members, ...others],
      successions: handovers.map(({ from, heir }) => ({ succession, fromUnitId: from, toUnitIds: [heir] })),
    };
  }

  private async endPowers(tx: Tx, { actor, changeId }: ChangeAuthority, gone: readonly string[]): Promise<void> {
    const ended = await this.handovers.endPowers(tx, gone, actor.accountId);
    for (const { action, unitId, ids, accountIds } of ended) {
      await this.audit.record(tx, {
        ...{ actor, action, unitId, subjectIds: [...ids, ...new Set(accountIds)], detail: { changeId } },
      });
    }
  }
}
