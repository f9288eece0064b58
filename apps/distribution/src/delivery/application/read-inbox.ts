import { type ActingWorker, fail, type InboxPage, type InboxPost, type InboxRequest } from '@guantong/contracts';
import { Injectable } from '@nestjs/common';
import { encodeCursor, page, timeAndId } from '../../paging/cursor.js';
import { GatherReceipts } from '../../receipt/application/gather-receipts.js';
import { type FoundPost, InboxRepository } from '../persistence/inbox-repository.js';
import { JointInboxRepository } from '../persistence/joint-inbox-repository.js';

const hasSeveralUnions = (worker: ActingWorker): boolean => (worker.secondary?.length ?? 0) > 0;

/** What a worker sees of the posts that came to his unions: each post once, by the primary union if that has it. */
@Injectable()
export class ReadInbox {
  constructor(
    private readonly inbox: InboxRepository,
    private readonly jointInbox: JointInboxRepository,
    private readonly receipts: GatherReceipts,
  ) {}

  async list(worker: ActingWorker, { cursor, limit = 20 }: InboxRequest): Promise<InboxPage> {
    const [time, id] = timeAndId(cursor);
    const key = { time, id, limit: limit + 1 };
    const rows = await (hasSeveralUnions(worker) ? this.jointInbox.list(worker, key) : this.inbox.list(worker, key));
    return page(rows, limit, (last) => encodeCursor(last.openedAt, last.postId));
  }

  /**
   * Shows a post, and has it on record that this text was read before answering, in the union through which it is shown.
   * `correctedSinceRead` tells how it was before this reading.
   *
   * @throws NOT_FOUND when the post is not in this worker's inbox, for whichever reason
   */
  async open(worker: ActingWorker, postId: string): Promise<InboxPost> {
    const found = await this.find(worker, postId);
    const { post } = found;
    if (post.status === 'PUBLISHED' && !(found.read && found.readCurrent)) await this.record(found, false);
    return { ...post, read: true };
  }

  /** @throws NOT_FOUND, POST_RECALLED */
  async confirm(worker: ActingWorker, postId: string): Promise<{ postId: string; read: true; confirmed: true }> {
    const found = await this.find(worker, postId);
    if (found.post.status === 'RECALLED') throw fail('POST_RECALLED');
    if (!found.confirmed || !found.readCurrent) await this.record(found, true);
    return { postId, read: true, confirmed: true };
  }

  private async find(worker: ActingWorker, postId: string): Promise<FoundPost> {
    const inbox = hasSeveralUnions(worker) ? this.jointInbox : this.inbox;
    const found = await inbox.find(worker, postId);
    if (!found) throw fail('NOT_FOUND');
    return found;
  }

  private record({ post, unitId, slot }: FoundPost, confirmed: boolean): Promise<boolean> {
    return this.receipts.record({ postId: post.postId, unitId, slot, revision: post.revision, confirmed });
  }
}
