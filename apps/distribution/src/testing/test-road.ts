import {
  type MirroredWorker,
  PostCorrected,
  type PostCorrectedV1,
  PostPublished,
  type PostPublishedV1,
  PostRecalled,
  type PostRecalledV1,
  type Succession,
  type UnitStateV1,
  UnitSucceeded,
} from '@guantong/contracts';
import { UnitMirrorRepository } from '@guantong/hierarchy';
import { newId } from '@guantong/platform';
import { OnPostCorrected } from '../post-mirror/messaging/on-post-corrected.js';
import { OnPostRecalled } from '../post-mirror/messaging/on-post-recalled.js';
import { ForwardRelayByHand } from '../relay/application/forward-relay.js';
import { OnPostPublished } from '../relay/messaging/on-post-published.js';
import { FollowMoves } from '../succession/application/follow-moves.js';
import { OnUnitSucceeded } from '../succession/messaging/on-unit-succeeded.js';
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

  /** A unit's open work passes to others. Only this message: units and workers are told of by `units` and `workers`. */
  succeed(succession: Succession, from: UnitStateV1, to: readonly UnitStateV1[]): Promise<void> {
    const data = {
      changeId: newId(),
      succession,
      fromUnitId: from.unitId,
      toUnitIds: to.map((unit) => unit.unitId),
      effectiveAt: new Date().toISOString(),
    };
    const event = envelopeOf(UnitSucceeded.subject, data, newId());
    return this.service.database.transaction((tx) => this.get(OnUnitSucceeded).handle(event, tx));
  }

  /** Units come under another parent, with all that is below them. */
  async move(parent: UnitStateV1, units: readonly UnitStateV1[]): Promise<UnitStateV1[]> {
    const moved = units.map((unit) => ({
      ...unit,
      parentId: parent.unitId,
      path: [...parent.path, unit.unitId],
      revision: unit.revision + 1,
    }));
    await this.units(moved);
    return moved;
  }

  /** Looks at all moves that were noted, and carries what comes of it. */
  async follow(): Promise<void> {
    await this.get(FollowMoves).run();
    await this.service.carry();
  }

  async setManual(...units: readonly UnitStateV1[]): Promise<void> {
    await this.service.database.query(
      `insert into forwarding_policy select unit_id, 'MANUAL', null, now() from unnest($1::uuid[]) unit_id`,
      [units.map((unit) => unit.unitId)],
    );
  }

  /** A cadre hands a post on. */
  async forward(unit: UnitStateV1, postId: string): Promise<void> {
    const scope = { units: [unit.unitId], subtrees: [] };
    await this.service.database.transaction((tx) =>
      this.get(ForwardRelayByHand).run(tx, { unitId: unit.unitId, postId }, newId(), scope),
    );
    await this.service.carry();
  }

  /** Sums that are not what a recount of the deliveries gives, and counters that are not what the bits say. */
  async wrongSums(): Promise<unknown[]> {
    return this.service.database.query(
      `with counted as (
         select post_id, parent_unit_id as unit_id, count(*) filter (where state <> 'TAKEN_OVER') as unions,
                count(*) filter (where state = 'OPEN') as unions_open, sum(audience_count) as audience,
                sum(read_count) as read, sum(confirmed_count) as confirmed
           from delivery where parent_unit_id is not null group by 1, 2),
       kept as (
         select post_id, unit_id, sum(unions) as unions, sum(unions_open) as unions_open, sum(audience) as audience,
                sum(read) as read, sum(confirmed) as confirmed
           from coverage_sum group by 1, 2)
       (select 'recount' as side, * from counted except select 'recount', * from kept)
        union all (select 'kept', * from kept except select 'kept', * from counted)
        union all select 'bits', post_id, unit_id, 0, 0, audience_count, read_count, confirmed_count from delivery
         where audience_count <> coalesce(bit_count(audience), 0) or read_count <> coalesce(bit_count(read), 0)
            or coalesce(bit_count(read & ~audience), 0) > 0`,
    );
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
