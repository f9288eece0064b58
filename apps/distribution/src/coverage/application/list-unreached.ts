import { fail, type Scope, type UnreachedPage, type UnreachedRequest } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { encodeCursor, page, slotOnly } from '../../paging/cursor.js';
import { UnreachedRepository } from '../persistence/unreached-repository.js';

/** Who of a union's audience has not read a post: whom to go and see. */
@Injectable()
export class ListUnreached {
  constructor(
    private readonly database: Database,
    private readonly unreached: UnreachedRepository,
  ) {}

  async run({ postId, unitId, cursor, limit = 100 }: UnreachedRequest, scope: Scope): Promise<UnreachedPage> {
    const afterSlot = slotOnly(cursor);
    if (!(await this.unreached.exists(this.database, postId, unitId, scope))) throw fail('NOT_FOUND');
    const rows = await this.unreached.list(this.database, postId, unitId, afterSlot, limit + 1);
    return page(rows, limit, (last) => encodeCursor(last.slot));
  }
}
