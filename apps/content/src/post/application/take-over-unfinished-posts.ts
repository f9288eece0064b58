import { fail, type PostStatus, takenOverText, type UnitSucceededV1 } from '@guantong/contracts';
import { UnitSuccessions } from '@guantong/hierarchy';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { PostRepository } from '../persistence/post-repository.js';

/** What has not gone out yet. Published posts stay in the name under which they were read. */
const UNFINISHED: readonly PostStatus[] = ['DRAFT', 'REJECTED', 'SUBMITTED', 'APPROVED'];
/** Posts taken over in one statement. */
const POSTS_AT_ONCE = 1000;

/** A unit is gone: what it was writing, and what lay there for review or publication, is its successor's, as it stands. */
@Injectable()
export class TakeOverUnfinishedPosts {
  constructor(
    private readonly successions: UnitSuccessions,
    private readonly posts: PostRepository,
  ) {}

  /** @throws SERVICE_UNAVAILABLE when the successor is not in the mirror yet: the message comes again */
  async run(tx: Tx, succeeded: UnitSucceededV1): Promise<void> {
    await this.successions.keep(tx, succeeded);
    const { fromUnitId } = succeeded;
    const heir = await this.successions.heirOf(tx, fromUnitId);
    if (!heir) throw fail('SERVICE_UNAVAILABLE');
    const comment = takenOverText(succeeded.succession, heir.name);
    const take = { fromUnitId, toUnitId: heir.unitId, comment, statuses: UNFINISHED, limit: POSTS_AT_ONCE };
    while ((await this.posts.takeOver(tx, take)) === POSTS_AT_ONCE);
  }
}
