import { type Actor, fail, requireScope } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { UnitChangeReader } from '../persistence/unit-change-reader.js';
import { UnitChangeRepository } from '../persistence/unit-change-repository.js';

/** Takes a planned change back before its day. */
@Injectable()
export class CancelUnitChange {
  constructor(
    private readonly changes: UnitChangeRepository,
    private readonly reader: UnitChangeReader,
    private readonly audit: AuditTrail,
  ) {}

  /** Cancelling what is cancelled changes nothing. @throws NOT_FOUND UNIT_CHANGE_NOT_PLANNED */
  async run(tx: Tx, actor: Actor, changeId: string): Promise<void> {
    const scope = requireScope(actor, 'unit.manage');
    const { unitId, units, state } = await this.reader.get(scope, changeId, tx);
    if (state === 'CANCELLED') return;
    if (!(await this.changes.step(tx, changeId, 'cancel', { by: actor.accountId }))) {
      throw fail('UNIT_CHANGE_NOT_PLANNED');
    }
    await this.audit.record(tx, {
      actor,
      action: 'unit-change.cancelled',
      unitId,
      subjectIds: [changeId, ...units.map((unit) => unit.unitId)],
    });
  }
}
