import { fail, type ReadRelayRequest, type RelayPost, type Scope } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { RelayViewRepository } from '../persistence/relay-view-repository.js';

/** What a cadre must be able to do before handing a post on: read it. */
@Injectable()
export class ReadRelayOfUnit {
  constructor(
    private readonly database: Database,
    private readonly views: RelayViewRepository,
  ) {}

  /** @throws NOT_FOUND for a unit outside the scope, and for a post that has not come to it */
  async run({ unitId, postId }: ReadRelayRequest, scope: Scope): Promise<RelayPost> {
    const tier = await this.views.tierOf(this.database, unitId, scope);
    const post = tier && (await this.views.read(this.database, { unitId, tier, postId }));
    if (!post) throw fail('NOT_FOUND');
    return post;
  }
}
