import { type AuditAction, UnitSucceeded, type UnitChangeKind } from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import { isoTime, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { AnnounceWorkers } from '../../roster-import/application/announce-workers.js';
import { concernedBy, type UnitChangePlan, unitOfPlan } from '../domain/unit-change.js';
import { UnitRepository } from '../persistence/unit-repository.js';
import { AnnounceUnits } from './announce-units.js';
import { DissolveUnit } from './dissolve-unit.js';
import { MergeUnits } from './merge-units.js';
import { MoveUnitElsewhere } from './move-unit-elsewhere.js';
import { OpenUnitBelow } from './open-unit-below.js';
import { RenameUnit } from './rename-unit.js';
import { SplitUnit } from './split-unit.js';
import type { ChangeAuthority, TreeChange } from './tree-change.js';

const AUDITED: Record<UnitChangeKind, AuditAction> = {
  OPEN: 'unit.opened',
  RENAME: 'unit.renamed',
  MOVE: 'unit.moved',
  MERGE: 'unit.merged',
  SPLIT: 'unit.split',
  DISSOLVE: 'unit.dissolved',
};

/** Carries one change of the tree out, now, and tells everybody: all in the caller's transaction. */
@Injectable()
export class CarryOutUnitChange {
  constructor(
    private readonly openUnit: OpenUnitBelow,
    private readonly renameUnit: RenameUnit,
    private readonly moveUnit: MoveUnitElsewhere,
    private readonly mergeUnits: MergeUnits,
    private readonly splitUnit: SplitUnit,
    private readonly dissolveUnit: DissolveUnit,
    private readonly units: UnitRepository,
    private readonly announceUnits: AnnounceUnits,
    private readonly announceWorkers: AnnounceWorkers,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws the errors of its kind: see the files above */
  async run(tx: Tx, authority: ChangeAuthority, plan: UnitChangePlan): Promise<void> {
    await this.units.allowLongStatements(tx);
    const change = await this.change(tx, authority, plan);
    await this.tell(tx, authority, change);
    const opened = plan.kind === 'SPLIT' ? plan.parts.map((part) => part.unitId) : [];
    await this.audit.record(tx, {
      actor: authority.actor,
      action: AUDITED[plan.kind],
      unitId: unitOfPlan(plan),
      subjectIds: [...new Set([unitOfPlan(plan), ...concernedBy(plan), ...opened])],
      detail: { changeId: authority.changeId, workers: change.workers?.length ?? 0 },
    });
  }

  private change(tx: Tx, authority: ChangeAuthority, plan: UnitChangePlan): Promise<TreeChange> {
    switch (plan.kind) {
      case 'OPEN':
        return this.openUnit.run(tx, authority, plan);
      case 'RENAME':
        return this.renameUnit.run(tx, authority, plan);
      case 'MOVE':
        return this.moveUnit.run(tx, authority, plan);
      case 'MERGE':
        return this.mergeUnits.run(tx, authority, plan);
      case 'SPLIT':
        return this.splitUnit.run(tx, authority, plan);
      default:
        return this.dissolveUnit.run(tx, authority, plan);
    }
  }

  private async tell(tx: Tx, { changeId }: ChangeAuthority, change: TreeChange): Promise<void> {
    await this.announceUnits.run(tx, await this.units.states(tx, [...new Set(change.unitIds)]));
    if (change.workers) await this.announceWorkers.run(tx, change.workers);
    if (!change.successions) return;
    const [clock] = await tx.query<{ now: string }>(`select now()`);
    const effectiveAt = isoTime(clock?.now ?? '');
    const events = change.successions.map((succession) => ({ data: { changeId, ...succession, effectiveAt } }));
    await this.outbox.addAll(tx, UnitSucceeded, events);
  }
}
