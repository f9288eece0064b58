import type { GivenReceipt, InboxPage, InboxPost } from '@guantong/contracts';
import { ReadInbox } from '../delivery/application/read-inbox.js';
import { GatherReceipts } from '../receipt/application/gather-receipts.js';
import type { TestDistribution } from './test-distribution.js';

/** A worker with a phone, at a place in a union. */
export class TestWorker {
  private readonly reading: ReadInbox;
  private readonly receipts: GatherReceipts;

  constructor(
    service: TestDistribution,
    readonly unitId: string,
    readonly slot: number,
  ) {
    this.reading = service.module.get(ReadInbox, { strict: false });
    this.receipts = service.module.get(GatherReceipts, { strict: false });
  }

  inbox(request: { cursor?: string; limit?: number } = {}): Promise<InboxPage> {
    return this.reading.list(this, request);
  }

  open(postId: string): Promise<InboxPost> {
    return this.reading.open(this, postId);
  }

  confirm(postId: string): Promise<object> {
    return this.reading.confirm(this, postId);
  }

  send({ postId, grade, revision = 1 }: GivenReceipt): Promise<boolean> {
    const { unitId, slot } = this;
    return this.receipts.record({ postId, unitId, slot, revision, confirmed: grade === 'CONFIRMED' });
  }
}
