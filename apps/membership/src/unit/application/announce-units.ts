import { UnitState, type UnitStateV1 } from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** Sends each unit's state as it now stands, in the transaction of the change. */
@Injectable()
export class AnnounceUnits {
  constructor(private readonly outbox: Outbox) {}

  async run(tx: Tx, states: readonly UnitStateV1[]): Promise<void> {
    const events = states.map((data) => ({ data, aggregateId: data.unitId }));
    await this.outbox.addAll(tx, UnitState, events);
  }
}
