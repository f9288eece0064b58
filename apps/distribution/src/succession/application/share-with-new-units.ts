import { fail } from '@guantong/contracts';
import { UnitMirrorRepository } from '@guantong/hierarchy';
import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { ShareRepository } from '../persistence/share-repository.js';
import { POSTS_AT_ONCE } from './take-over-open-posts.js';

/**
 * A unit was split: each unit opened out of it gets the posts in force that the old one has, in the state they are in
 * there, and forwards as the old one does. Nobody is counted twice: workers stay in the old figures.
 */
@Injectable()
export class ShareWithNewUnits {
  constructor(
    private readonly mirror: UnitMirrorRepository,
    private readonly posts: ShareRepository,
  ) {}

  /** @throws SERVICE_UNAVAILABLE when one of the units is not in the mirror yet: the message comes again */
  async run(tx: Sql, fromUnitId: string, toUnitIds: readonly string[]): Promise<void> {
    const others = toUnitIds.filter((unitId) => unitId !== fromUnitId);
    const known = await this.mirror.findAll(tx, [fromUnitId, ...others]);
    if (known.length < new Set(others).size + 1) throw fail('SERVICE_UNAVAILABLE');
    await this.posts.shareForwardingPolicy(tx, fromUnitId, others);
    while ((await this.posts.shareRelays(tx, fromUnitId, others, POSTS_AT_ONCE)) === POSTS_AT_ONCE);
    while ((await this.posts.shareDeliveries(tx, fromUnitId, others, POSTS_AT_ONCE)) === POSTS_AT_ONCE);
  }
}
