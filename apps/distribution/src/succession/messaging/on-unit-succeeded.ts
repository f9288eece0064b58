import { type Envelope, UnitSucceeded, UnitSucceededV1 } from '@guantong/contracts';
import { EventHandler, type HandlesEvent } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { ShareWithNewUnits } from '../application/share-with-new-units.js';
import { TakeOverOpenPosts } from '../application/take-over-open-posts.js';

/** One at a time: a successor may be merged in its turn. */
@EventHandler(UnitSucceeded, import.meta.url, { concurrency: 1 })
export class OnUnitSucceeded implements HandlesEvent<UnitSucceededV1> {
  constructor(
    private readonly takeOver: TakeOverOpenPosts,
    private readonly share: ShareWithNewUnits,
  ) {}

  async handle({ data }: Envelope<UnitSucceededV1>, tx: Tx): Promise<void> {
    if (data.succession === 'SPLIT') await this.share.run(tx, data.fromUnitId, data.toUnitIds);
    else await this.takeOver.run(tx, data);
  }
}
