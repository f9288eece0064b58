import { UnitState, type UnitStateV1 } from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** Rows of the outbox written by one statement: some 2 MB of text. */
const AT_ONCE = 4000;

/** Sends each unit's state as it now stands, in the transaction of the change. */
@Injectable()
export class AnnounceUnits {
  constructor(private readonly outbox: Outbox) {}

  async run(tx: Tx, states: readonly UnitStateV1[]): Promise<void> {
    for (let from = 0; from < states.length; from += AT_ONCE) {
      const part = states.slice(from, from + AT_ONCE);
      await this.outbox.addAll(
        tx,
        UnitState,
        part.map((data) => ({ data, aggregateId: data.unitId })),
      );
    }
  }
}
