import { type Envelope, UnitSucceeded, UnitSucceededV1 } from '@guantong/contracts';
import { EventHandler, type HandlesEvent } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { TakeOverCases } from '../application/take-over-cases.js';

/** One at a time: a successor may be merged in its turn. A unit that is split still exists, and keeps its cases. */
@EventHandler(UnitSucceeded, import.meta.url, { concurrency: 1 })
export class OnUnitSucceeded implements HandlesEvent<UnitSucceededV1> {
  constructor(private readonly takeOver: TakeOverCases) {}

  async handle({ data }: Envelope<UnitSucceededV1>, tx: Tx): Promise<void> {
    if (data.succession !== 'SPLIT') await this.takeOver.run(tx, data);
  }
}
