import { type Envelope, PostCorrected, type PostCorrectedV1 } from '@guantong/contracts';
import { EventHandler, type HandlesEvent } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { KeepPost } from '../application/keep-post.js';

@EventHandler(PostCorrected, import.meta.url)
export class OnPostCorrected implements HandlesEvent<PostCorrectedV1> {
  constructor(private readonly keepPost: KeepPost) {}

  handle(event: Envelope<PostCorrectedV1>, tx: Tx): Promise<void> {
    return this.keepPost.corrected(tx, event.data);
  }
}
