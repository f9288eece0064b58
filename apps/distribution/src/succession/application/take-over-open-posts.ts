import { fail, type UnitSucceededV1 } from '@guantong/contracts';
import { type MirroredUnit, UnitSuccessions } from '@guantong/hierarchy';
import { Database, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { TakeOverRepository } from '../persistence/take-over-repository.js';

/** Posts taken over in one statement. */
export const POSTS_AT_ONCE = 1000;

/**
 * A unit is gone, and what lay there open is its successor's. Where the successor has the post already, the two are joined:
 * the old one is closed, and the successor's stands as it is. Where it has none, it gets one that waits as the old one did,
 * with the same deadline. Nothing that was handed on or read changes.
 */
@Injectable()
export class TakeOverOpenPosts {
  constructor(
    private readonly database: Database,
    private readonly successions: UnitSuccessions,
    private readonly posts: TakeOverRepository,
  ) {}

  /** @throws SERVICE_UNAVAILABLE when the successor is not in the mirror yet: the message comes again */
  async run(tx: Sql, succeeded: UnitSucceededV1): Promise<void> {
    await this.successions.keep(tx, succeeded);
    const heir = await this.successions.heirOf(tx, succeeded.fromUnitId);
    if (!heir) throw fail('SERVICE_UNAVAILABLE');
    await this.takeAll(tx, succeeded.fromUnitId, heir);
  }

  /**
   * What has reached a unit although it was gone (a message that was on its way): looked for within a day. Resolves to
   * how many posts were found.
   */
  async runLate(): Promise<number> {
    let found = 0;
    for (const unitId of await this.posts.goneWithOpenPosts(this.database)) {
      found += await this.database.transaction(async (tx) => {
        const heir = await this.successions.heirOf(tx, unitId);
        return heir ? this.takeAll(tx, unitId, heir) : 0;
      });
    }
    return found;
  }

  private async takeAll(tx: Sql, fromUnitId: string, heir: MirroredUnit): Promise<number> {
    const steps = [
      () => this.posts.takeRelays(tx, fromUnitId, heir.unitId, POSTS_AT_ONCE),
      () => this.posts.takeDeliveries(tx, fromUnitId, heir.unitId, POSTS_AT_ONCE),
      () => this.posts.bringAlong(tx, fromUnitId, heir.unitId, POSTS_AT_ONCE),
    ];
    let taken = 0;
    for (const step of steps) {
      let batch: number;
      do {
        batch = await step();
        taken += batch;
      } while (batch === POSTS_AT_ONCE);
    }
    return taken;
  }
}
