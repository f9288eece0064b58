import { type Envelope, PostRecalled, type PostRecalledV1 } from '@guantong/contracts';
import { EventHandler, type HandlesEvent } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { KeepPost } from '../application/keep-post.js';

@EventHandler(PostRecalled, import.meta.url)
export class OnPostRecalled implements HandlesEvent<PostRecalledV1> {
  constructor(private readonly keepPost: KeepPost) {}

  handle(event: Envelope<PostRecalledV1>, tx: Tx): Promise<void> {
    return this.keepPost.recalled(tx, event.data);
  }
}
