import { DeliveriesOpened, type Scope } from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { DeliveryRepository } from '../persistence/delivery-repository.js';

/** The last step down: a post comes to grassroots unions, and is opened to their members. */
@Injectable()
export class DeliverToMembers {
  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly outbox: Outbox,
  ) {}

  /** To the grassroots children of units that have handed the post on; null: to the publishing union itself. */
  async run(tx: Tx, postId: string, parentIds: readonly string[] | null): Promise<void> {
    const audience = await this.deliveries.audienceOf(tx, postId);
    if (!audience) return; // recalled in the meantime
    const opened = await this.deliveries.insert(tx, postId, parentIds, audience);
    await this.announce(tx, [{ postId, opened }]);
  }

  /** By a cadre's hand. False when there is nothing to open. */
  async open(
    tx: Tx,
    at: { postId: string; unitId: string; note: string | null; accountId: string | null },
    scope: Scope,
  ): Promise<boolean> {
    const opened = await this.deliveries.open(tx, at, scope);
    if (opened) await this.announce(tx, [{ postId: at.postId, opened: 1 }]);
    return opened;
  }

  /** Those past their deadline, at most `limit`. Gives how many there were. */
  async passThroughOverdue(tx: Tx, limit: number): Promise<number> {
    const opened = await this.deliveries.passThroughOverdue(tx, limit);
    await this.announce(tx, opened);
    return opened.reduce((sum, post) => sum + post.opened, 0);
  }

  private async announce(tx: Tx, posts: readonly { postId: string; opened: number }[]): Promise<void> {
    const events = posts
      .filter((post) => post.opened > 0)
      .map(({ postId, opened }) => ({ data: { postId, count: opened }, aggregateId: postId }));
    await this.outbox.addAll(tx, DeliveriesOpened, events);
  }
}
