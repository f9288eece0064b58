import { fail, type Scope } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { PlaceRepository, type PostPlace } from '../persistence/place-repository.js';

/** The unit a post is looked at from: the one asked for, or the highest of the actor's own that has it. */
@Injectable()
export class FindPlace {
  constructor(
    private readonly database: Database,
    private readonly places: PlaceRepository,
  ) {}

  /** @throws NOT_FOUND whether the post, the unit, or the right to see them is missing */
  async run(postId: string, unitId: string | undefined, scope: Scope): Promise<PostPlace> {
    const place = unitId
      ? await this.places.at(this.database, postId, unitId, scope)
      : await this.places.highest(this.database, postId, scope);
    if (!place) throw fail('NOT_FOUND');
    return place;
  }
}
