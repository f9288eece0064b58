import { type Envelope, UnitState, type UnitStateV1 } from '@guantong/contracts';
import { EventHandler, type HandlesEvent, type HandlesEventBatch } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { UnitMirrorRepository } from './unit-mirror-repository.js';

/**
 * Keeps the service's copy of the tree. Whole states, taken over only when newer: order and repetition do not matter.
 * Dissolved units stay, with their status: old posts and cases still name them.
 */
@EventHandler(UnitState, import.meta.url, { batch: 200, concurrency: 2 })
export class OnUnitState implements HandlesEvent<UnitStateV1>, HandlesEventBatch<UnitStateV1> {
  constructor(private readonly mirror: UnitMirrorRepository) {}

  async handle(event: Envelope<UnitStateV1>, tx: Tx): Promise<void> {
    await this.mirror.upsert(tx, [event.data]);
  }

  async handleBatch(events: readonly Envelope<UnitStateV1>[], tx: Tx): Promise<void> {
    await this.mirror.upsert(
      tx,
      events.map((event) => event.data),
    );
  }
}
