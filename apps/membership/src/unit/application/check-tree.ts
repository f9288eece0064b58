import { type Actor, type TreeCheckResult, type TreeFault, UNIT_KINDS } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { TreeCheckRepository } from '../persistence/tree-check-repository.js';
import { UnitRepository } from '../persistence/unit-repository.js';
import { AnnounceUnits } from './announce-units.js';

const IN_LIST = 1000;

/** Finds whatever of the tree disagrees with what it is derived from; on request puts it right and tells everybody. */
@Injectable()
export class CheckTree {
  constructor(
    private readonly units: UnitRepository,
    private readonly checks: TreeCheckRepository,
    private readonly announce: AnnounceUnits,
    private readonly audit: AuditTrail,
  ) {}

  async run(tx: Tx, actor: Actor, repair: boolean): Promise<TreeCheckResult> {
    await this.units.allowLongStatements(tx);
    // nobody changes the shape meanwhile; a repair keeps rosters out as well, which are counted
    await this.units.lockTree(tx, repair ? 'changing' : 'reading');
    const units = repair ? await this.checks.lockAllUnits(tx) : await this.checks.countUnits(tx);
    const before = await this.look(tx);
    if (!repair || before.found === 0) return { units, ...before, repaired: 0 };
    const moved = await this.checks.repairShape(tx);
    await this.checks.repairVersions(tx);
    await this.checks.repairWorkers(tx);
    await this.checks.repairTallies(tx);
    await this.checks.repairDayTallies(tx);
    await this.announce.run(tx, await this.units.states(tx, moved));
    const after = await this.look(tx);
    await this.audit.record(tx, {
      actor,
      action: 'tree.repaired',
      unitId: null,
      subjectIds: [...new Set(before.faults.map((fault) => fault.unitId))],
      detail: { found: before.found, left: after.found },
    });
    return { units, ...before, repaired: before.found - after.found };
  }

  private async look(tx: Tx): Promise<{ found: number; faults: TreeFault[] }> {
    const looks = [
      await this.checks.shape(tx, UNIT_KINDS),
      await this.checks.versions(tx),
      await this.checks.workers(tx),
      await this.checks.tallies(tx),
      await this.checks.dayTallies(tx),
    ];
    return {
      found: looks.reduce((sum, { found }) => sum + found, 0),
      faults: looks.flatMap(({ faults }) => faults).slice(0, IN_LIST),
    };
  }
}
