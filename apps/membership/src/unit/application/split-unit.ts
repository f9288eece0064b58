import { fail } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { partOfWorkers, repeatsAny } from '../domain/split-parts.js';
import type { PlanOf } from '../domain/unit-change.js';
import { HandoverRepository } from '../persistence/handover-repository.js';
import { UnitRepository } from '../persistence/unit-repository.js';
import { OpenUnitBelow } from './open-unit-below.js';
import type { ChangeAuthority, TreeChange } from './tree-change.js';

/** Opens units beside one, out of it; what is not named stays, and so does the unit. */
@Injectable()
export class SplitUnit {
  constructor(
    private readonly units: UnitRepository,
    private readonly handovers: HandoverRepository,
    private readonly openUnit: OpenUnitBelow,
  ) {}

  /** @throws NOT_FOUND UNIT_SPLIT_NAMED_TWICE UNIT_SPLIT_NOT_OF_UNIT UNIT_KIND_MISMATCH UNIT_CODE_TAKEN CITY_STAYS … */
  async run(tx: Tx, authority: ChangeAuthority, { unitId, parts }: PlanOf<'SPLIT'>): Promise<TreeChange> {
    const { scope } = authority;
    if (repeatsAny(parts)) throw fail('UNIT_SPLIT_NAMED_TWICE');
    await this.units.lockTree(tx, 'changing');
    await this.units.lockUnits(tx, [], [unitId]);
    const unit = await this.units.findForChange(tx, unitId, scope);
    unit.assertMayGo();
    const above = await this.units.findForChange(tx, unit.parentId ?? '', scope);
    const opened = await this.openUnit.open(tx, above, parts);
    if (opened.some((part) => part.tier !== unit.tier)) throw fail('UNIT_KIND_MISMATCH');

    const children = new Set((await this.units.childrenOf(tx, [unit.id])).map((child) => child.id));
    const branches = parts.flatMap((part) => part.childIds.map((id) => ({ id, parentId: part.unitId })));
    const members = await this.handovers.membersNamed(
      tx,
      unit.id,
      parts.flatMap((part) => part.workerIds),
      parts.flatMap((part) => part.trades),
    );
    const present = new Set(members.map((member) => member.workerId));
    const strangers =
      branches.filter(({ id }) => !children.has(id)).length +
      (authority.planned ? 0 : parts.flatMap((part) => part.workerIds).filter((id) => !present.has(id)).length);
    if (strangers > 0) throw fail('UNIT_SPLIT_NOT_OF_UNIT', { count: strangers });

    const moved = branches.length > 0 ? await this.units.moveBranches(tx, branches) : [];
    const workers = await this.handovers.moveWorkers(tx, partOfWorkers(parts, members));
    const openedIds = opened.map((part) => part.id);
    return {
      unitIds: [...openedIds, ...moved],
      workers,
      successions: [{ succession: 'SPLIT', fromUnitId: unit.id, toUnitIds: openedIds }],
    };
  }
}
