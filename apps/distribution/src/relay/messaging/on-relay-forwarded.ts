import { type Envelope, RelayForwarded, type RelayForwardedV1 } from '@guantong/contracts';
import { EventHandler, type HandlesEvent } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { CarryOn } from '../application/carry-on.js';

/** Four at once keep two cores busy; each is a piece of work of some thousand rows. */
@EventHandler(RelayForwarded, import.meta.url, { concurrency: 4 })
export class OnRelayForwarded implements HandlesEvent<RelayForwardedV1> {
  constructor(private readonly carryOn: CarryOn) {}

  handle(event: Envelope<RelayForwardedV1>, tx: Tx): Promise<void> {
    return this.carryOn.run(tx, event.data.postId, event.data.unitIds);
  }
}
