import { CaseTakenOver, fail, OPEN_CASE_STATES, takenOverText, type UnitSucceededV1 } from '@guantong/contracts';
import { type MirroredUnit, UnitSuccessions } from '@guantong/hierarchy';
import { Outbox } from '@guantong/messaging';
import { Database, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { TRANSITIONS } from '../../case/domain/case-states.js';
import { type Succession, TakeOverRepository } from '../persistence/take-over-repository.js';

/** Cases taken over in one statement. */
const CASES_AT_ONCE = 1000;

/**
 * A unit is gone, and its open cases are its successor's: with an entry in the history that says so in plain words, and a
 * clock that goes on. What it has settled, and every case that it only had a part in, stays as it is; the successor may
 * read it.
 */
@Injectable()
export class TakeOverCases {
  constructor(
    private readonly database: Database,
    private readonly successions: UnitSuccessions,
    private readonly cases: TakeOverRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws SERVICE_UNAVAILABLE when the successor is not in the mirror yet: the message comes again */
  async run(tx: Tx, succeeded: UnitSucceededV1): Promise<void> {
    await this.successions.keep(tx, succeeded);
    const heir = await this.successions.heirOf(tx, succeeded.fromUnitId);
    if (!heir) throw fail('SERVICE_UNAVAILABLE');
    await this.cases.hideFromHeir(tx, succeeded.fromUnitId, heir.unitId);
    await this.takeAll(tx, succeeded.fromUnitId, succeeded.succession, heir);
  }

  /** What has come to a unit although it was gone (submitted or returned at that moment): looked for within a day. */
  async runLate(): Promise<number> {
    let found = 0;
    for (const { unitId, succession } of await this.cases.goneWithOpenCases(this.database, OPEN_CASE_STATES)) {
      found += await this.database.transaction(async (tx) => {
        const heir = await this.successions.heirOf(tx, unitId);
        return heir ? this.takeAll(tx, unitId, succession, heir) : 0;
      });
    }
    return found;
  }

  private async takeAll(tx: Tx, fromUnitId: string, succession: Succession, heir: MirroredUnit): Promise<number> {
    const take = {
      fromUnitId,
      succession,
      toUnitId: heir.unitId,
      text: takenOverText(succession, heir.name),
      states: TRANSITIONS.take_over,
      limit: CASES_AT_ONCE,
    };
    for (let taken = 0; ;) {
      const batch = await this.cases.take(tx, take);
      await this.outbox.addAll(
        tx,
        CaseTakenOver,
        batch.map((change) => ({ data: { ...change, fromUnitId }, aggregateId: change.caseId })),
      );
      taken += batch.length;
      if (batch.length < CASES_AT_ONCE) return taken;
    }
  }
}
