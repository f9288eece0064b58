import type { HoldersView, PostPlacePageRequest, ProgressView, Scope } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { encodeCursor, idOnly, page, timeAndId } from '../../paging/cursor.js';
import { PlaceRepository } from '../persistence/place-repository.js';
import { FindPlace } from './find-place.js';

/** Where a post is, and who holds it. */
@Injectable()
export class WatchProgress {
  constructor(
    private readonly database: Database,
    private readonly findPlace: FindPlace,
    private readonly places: PlaceRepository,
  ) {}

  async level({ postId, unitId, cursor, limit = 50 }: PostPlacePageRequest, scope: Scope): Promise<ProgressView> {
    const after = idOnly(cursor);
    const { title, status, unit } = await this.findPlace.run(postId, unitId, scope);
    const rows = await this.places.children(this.database, postId, unit.unitId, { after, limit: limit + 1 }, scope);
    return { postId, title, status, unit, ...page(rows, limit, (last) => encodeCursor(last.unitId)) };
  }

  async holders({ postId, unitId, cursor, limit = 50 }: PostPlacePageRequest, scope: Scope): Promise<HoldersView> {
    const [time, id] = timeAndId(cursor);
    const place = await this.findPlace.run(postId, unitId, scope);
    const rows = await this.places.holders(this.database, postId, place, { time, id, limit: limit + 1 }, scope);
    return page(rows, limit, (last) => encodeCursor(last.receivedAt, last.unitId));
  }
}
