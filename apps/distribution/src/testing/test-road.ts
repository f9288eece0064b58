import {
  type MirroredWorker,
  PostCorrected,
  type PostCorrectedV1,
  PostPublished,
  type PostPublishedV1,
  PostRecalled,
  type PostRecalledV1,
  type UnitStateV1,
} from '@guantong/contracts';
import { UnitMirrorRepository } from '@guantong/hierarchy';
import { newId } from '@guantong/platform';
import { OnPostCorrected } from '../post-mirror/messaging/on-post-corrected.js';
import { OnPostRecalled } from '../post-mirror/messaging/on-post-recalled.js';
import { OnPostPublished } from '../relay/messaging/on-post-published.js';
import { TakeOverWorkers } from '../worker-mirror/application/take-over-workers.js';
import { envelopeOf, type TestDistribution } from './test-distribution.js';

/** What comes from other services, put straight into the handlers. */
export class TestRoad {
  constructor(private readonly service: TestDistribution) {}

  private get<T>(type: new (...args: never[]) => T): T {
    return this.service.module.get(type, { strict: false });
  }

  async units(units: readonly UnitStateV1[]): Promise<void> {
    await this.get(UnitMirrorRepository).upsert(this.service.database, units);
  }

  workers(workers: readonly MirroredWorker[]): Promise<void> {
    return this.service.database.transaction((tx) => this.get(TakeOverWorkers).run(tx, workers));
  }

  /** Only the message itself; `carry()` does the rest. */
  publish(post: PostPublishedV1): Promise<void> {
    const event = envelopeOf(PostPublished.subject, post, newId());
    return this.service.database.transaction((tx) => this.get(OnPostPublished).handle(event, tx));
  }

  correct(post: PostCorrectedV1): Promise<void> {
    const event = envelopeOf(PostCorrected.subject, post, newId());
    return this.service.database.transaction((tx) => this.get(OnPostCorrected).handle(event, tx));
  }

  recall(post: PostRecalledV1): Promise<void> {
    const event = envelopeOf(PostRecalled.subject, post, newId());
    return this.service.database.transaction((tx) => this.get(OnPostRecalled).handle(event, tx));
  }

  /** Every table of the road, in a fixed order, without times of arrival. */
  async tables(): Promise<Record<string, unknown[]>> {
    const tables = {
      post_mirror: 'post_id',
      relay: 'post_id, unit_id',
      delivery: 'post_id, unit_id',
      coverage_sum: 'post_id, unit_id, shard',
    };
    const all: Record<string, unknown[]> = {};
    for (const [table, order] of Object.entries(tables)) {
      const rows = await this.service.database.query<{ row: unknown }>(
        `select to_jsonb(t) - 'next_check_at' - 'road_opened_at' - 'received_at' - 'opened_at' - 'forwarded_at' - 'deadline_at' as row
           from ${table} t order by ${order}`,
      );
      all[table] = rows.map((r) => r.row);
    }
    return all;
  }
}
