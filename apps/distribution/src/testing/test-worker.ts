import type { ActingWorker, GivenReceipt, InboxPage, InboxPost } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { ReadInbox } from '../delivery/application/read-inbox.js';
import { GatherReceipts } from '../receipt/application/gather-receipts.js';
import type { TestDistribution } from './test-distribution.js';

/** A worker with a phone, at a place in a union, and perhaps in others. */
export class TestWorker implements ActingWorker {
  private readonly reading: ReadInbox;
  private readonly receipts: GatherReceipts;
  readonly id: string;
  readonly secondary: readonly { unitId: string; slot: number }[];

  constructor(
    service: TestDistribution,
    readonly unitId: string,
    readonly slot: number,
    more: Partial<Pick<ActingWorker, 'id' | 'secondary'>> = {},
  ) {
    this.reading = service.module.get(ReadInbox, { strict: false });
    this.receipts = service.module.get(GatherReceipts, { strict: false });
    this.id = more.id ?? newId();
    this.secondary = more.secondary ?? [];
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

  /** As a phone sends what it gathered while it was offline. */
  send({ postId, grade, revision = 1 }: GivenReceipt): Promise<boolean> {
    return this.receipts.recordFor(this, { postId, revision, confirmed: grade === 'CONFIRMED' });
  }
}
