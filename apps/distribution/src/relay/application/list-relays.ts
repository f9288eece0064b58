import { fail, type ListRelaysRequest, type RelayPage, type Scope } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { encodeCursor, page, timeAndId } from '../../paging/cursor.js';
import { RelayViewRepository } from '../persistence/relay-view-repository.js';

@Injectable()
export class ListRelaysOfUnit {
  constructor(
    private readonly database: Database,
    private readonly views: RelayViewRepository,
  ) {}

  async run({ unitId, state = 'PENDING', cursor, limit = 20 }: ListRelaysRequest, scope: Scope): Promise<RelayPage> {
    const [time, id] = timeAndId(cursor);
    const tier = await this.views.tierOf(this.database, unitId, scope);
    if (!tier) throw fail('NOT_FOUND');
    const rows = await this.views.list(this.database, { unitId, tier, state }, { time, id, limit: limit + 1 });
    return page(rows, limit, (last) => encodeCursor(last.forwardedAt ?? last.receivedAt, last.postId));
  }
}
