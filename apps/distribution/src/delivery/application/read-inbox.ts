import { fail, type InboxPage, type InboxPost, type InboxRequest } from '@guantong/contracts';
import { Injectable } from '@nestjs/common';
import { encodeCursor, page, timeAndId } from '../../paging/cursor.js';
import { GatherReceipts } from '../../receipt/application/gather-receipts.js';
import { InboxRepository, type Place } from '../persistence/inbox-repository.js';

/** What a worker sees of the posts that came to his union. */
@Injectable()
export class ReadInbox {
  constructor(
    private readonly inbox: InboxRepository,
    private readonly receipts: GatherReceipts,
  ) {}

  async list(place: Place, { cursor, limit = 20 }: InboxRequest): Promise<InboxPage> {
    const [time, id] = timeAndId(cursor);
    const rows = await this.inbox.list(place, { time, id, limit: limit + 1 });
    return page(rows, limit, (last) => encodeCursor(last.openedAt, last.postId));
  }

  /**
   * Shows a post, and has it on record that this text was read before answering. `correctedSinceRead` tells how it
   * was before this reading.
   *
   * @throws NOT_FOUND when the post is not in this worker's inbox, for whichever reason
   */
  async open({ unitId, slot }: Place, postId: string): Promise<InboxPost> {
    const post = await this.inbox.find({ unitId, slot }, postId);
    if (!post) throw fail('NOT_FOUND');
    const isNews = !post.read || post.correctedSinceRead;
    if (post.status === 'PUBLISHED' && isNews) {
      await this.receipts.record({ postId, unitId, slot, revision: post.revision, confirmed: false });
    }
    return { ...post, read: true };
  }

  /** @throws NOT_FOUND, POST_RECALLED */
  async confirm({ unitId, slot }: Place, postId: string): Promise<{ postId: string; read: true; confirmed: true }> {
    const post = await this.inbox.find({ unitId, slot }, postId);
    if (!post) throw fail('NOT_FOUND');
    if (post.status === 'RECALLED') throw fail('POST_RECALLED');
    if (!post.confirmed || post.correctedSinceRead) {
      await this.receipts.record({ postId, unitId, slot, revision: post.revision, confirmed: true });
    }
    return { postId, read: true, confirmed: true };
  }
}
