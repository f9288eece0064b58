import { Flag, Id, Int, ListOf, Nested, OneOf, Text } from '../../fields.js';
import { defineQuery } from '../../rpc-definition.js';
import { UNIT_TIERS, type UnitTier } from '../../vocabulary/tiers.js';
import { PlaceFilter } from './progress.js';
import { HANDING_STATES, type HandingState, ShownUnit } from './provenance.js';

/** Workers a post was meant for, as the audience was when the post came to their union. */
export class WorkerCounts {
  @Int() audience: number;
  @Int({ about: 'Of the audience' }) read: number;
  @Int({ about: 'Of the audience' }) confirmed: number;
  @Int({ about: 'audience less read' }) notReached: number;
}
export class TierCoverage {
  @OneOf(UNIT_TIERS) tier: UnitTier;
  @Int({ about: 'All: those that have the post, and those it is still on the way to' }) units: number;
  @Int({ about: 'Handed on; for grassroots unions, open to members' }) forwarded: number;
  @Int({ about: 'Have it, and hold it' }) pending: number;
  @Int({ about: 'Below a unit that holds it' }) waiting: number;
}
/** What lies at and below one child. */
export class ChildCoverage extends ShownUnit {
  @OneOf(HANDING_STATES) state: HandingState;
  @Int({ about: 'Grassroots unions open to their members' }) unionsOpen: number;
  @Int({ about: 'Grassroots unions that hold it' }) unionsPending: number;
  @Int({ about: 'Grassroots unions below a unit that holds it' }) unionsWaiting: number;
  @Nested(() => WorkerCounts) workers: WorkerCounts;
}
export class CoverageView {
  @Id() postId: string;
  @Nested(() => ShownUnit) unit: ShownUnit;
  @OneOf(HANDING_STATES) state: HandingState;
  @ListOf(() => TierCoverage, { max: 4, about: 'From the unit itself down' }) tiers: TierCoverage[];
  @Nested(() => WorkerCounts) workers: WorkerCounts;
  @ListOf(() => ChildCoverage, {
    max: 100_000,
    about: 'Exactly the children on the road of this post; they add up to the whole',
  })
  children: ChildCoverage[];
}
export class CoverageRequest extends PlaceFilter {
  @Id() postId: string;
}
/** Coverage of a post at a unit: always the sum of the deliveries as they were frozen. */
export const PostCoverage = defineQuery<CoverageView>()('distribution.post.coverage', CoverageRequest);

export const UNREACHED_WORKER_STATES = ['HERE', 'LEFT', 'ELSEWHERE'] as const;
export class UnreachedWorker {
  @Int({ about: 'Place in the union' }) slot: number;
  @Id({ nullable: true, about: 'null when the worker belongs to another union by now' }) workerId: string | null;
  @OneOf(UNREACHED_WORKER_STATES) state: (typeof UNREACHED_WORKER_STATES)[number];
  @Flag({ nullable: true, about: 'Without one, only a visit helps' }) hasSmartphone: boolean | null;
}
export class UnreachedPage {
  @ListOf(() => UnreachedWorker, { max: 200 }) items: UnreachedWorker[];
  @Text({ nullable: true, max: 300 }) next: string | null;
}
export class UnreachedFilter {
  @Id({ about: 'A grassroots union' }) unitId: string;
  @Text({ optional: true, max: 300 }) cursor?: string;
  @Int({ optional: true, min: 1, max: 200, about: 'Default 100' }) limit?: number;
}
export class UnreachedRequest extends UnreachedFilter {
  @Id() postId: string;
}
/** The workers of one union's audience who have not read a post. For those who may see workers' names. */
export const UnreachedWorkers = defineQuery<UnreachedPage>()('distribution.post.unreached', UnreachedRequest);
