import { type Envelope, WorkersChanged, type WorkersChangedV1 } from '@guantong/contracts';
import { EventHandler, type HandlesEvent, type HandlesEventBatch } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { TakeOverWorkers } from '../application/take-over-workers.js';

/**
 * A roster import sends thousands of these: 8 messages of up to 500 workers go into one transaction. One transaction at
 * a time, as the mirror has one writer: others would only wait for it with a connection each, and take what arrives
 * meanwhile in small pieces.
 */
@EventHandler(WorkersChanged, import.meta.url, { batch: 8, concurrency: 1 })
export class OnWorkersChanged implements HandlesEvent<WorkersChangedV1>, HandlesEventBatch<WorkersChangedV1> {
  constructor(private readonly takeOver: TakeOverWorkers) {}

  handle(event: Envelope<WorkersChangedV1>, tx: Tx): Promise<void> {
    return this.handleBatch([event], tx);
  }

  handleBatch(events: readonly Envelope<WorkersChangedV1>[], tx: Tx): Promise<void> {
    return this.takeOver.run(
      tx,
      events.flatMap((event) => event.data.workers),
    );
  }
}
