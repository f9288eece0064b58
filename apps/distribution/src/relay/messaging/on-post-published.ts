import { type Envelope, PostPublished, type PostPublishedV1 } from '@guantong/contracts';
import { EventHandler, type HandlesEvent } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { KeepPost } from '../../post-mirror/application/keep-post.js';
import { OpenRoad } from '../application/open-road.js';

@EventHandler(PostPublished, import.meta.url)
export class OnPostPublished implements HandlesEvent<PostPublishedV1> {
  constructor(
    private readonly keepPost: KeepPost,
    private readonly openRoad: OpenRoad,
  ) {}

  async handle(event: Envelope<PostPublishedV1>, tx: Tx): Promise<void> {
    await this.keepPost.published(tx, event.data);
    await this.openRoad.run(tx, event.data.postId);
  }
}
