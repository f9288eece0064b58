import type { PostCorrectedV1, PostPublishedV1, PostRecalledV1 } from '@guantong/contracts';
import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { PostMirrorRepository } from '../persistence/post-mirror-repository.js';

/** Keeps this service's copy of a post up to date. */
@Injectable()
export class KeepPost {
  constructor(private readonly posts: PostMirrorRepository) {}

  published(tx: Sql, post: PostPublishedV1): Promise<void> {
    return this.posts.publish(tx, post);
  }

  /** One row: a delivery knows which revision its readers read, and so needs no change. Notes stay as they are. */
  corrected(tx: Sql, post: PostCorrectedV1): Promise<void> {
    return this.posts.correct(tx, post);
  }

  /** One row: everything that hands a post on, or shows it, looks at its status. */
  recalled(tx: Sql, post: PostRecalledV1): Promise<void> {
    return this.posts.recall(tx, post);
  }
}
