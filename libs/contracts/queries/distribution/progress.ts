import { Id, Int, ListOf, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import { defineQuery } from '../../rpc-definition.js';
import {
  HANDED_ON_BY,
  Handover,
  HANDING_STATES,
  type HandedOnBy,
  type HandingState,
  POST_STATUSES_DOWN_THE_ROAD,
  type PostStatusDownTheRoad,
  ShownUnit,
} from './provenance.js';

/** Where a post stands at one unit. */
export class UnitProgress extends ShownUnit {
  @OneOf(HANDING_STATES) state: HandingState;
  @OneOf(HANDED_ON_BY, { nullable: true }) how: HandedOnBy | null;
  @Text({ nullable: true, max: 500 }) note: string | null;
  @Timestamp() receivedAt: string;
  @Timestamp({ nullable: true }) deadlineAt: string | null;
  @Timestamp({ nullable: true }) forwardedAt: string | null;
  @ListOf(() => Handover, { max: 50, about: 'From or to this unit, oldest first; nearly always none' })
  handovers: Handover[];
}

export class PlaceFilter {
  @Id({ optional: true, about: 'Looked at from this unit; left out: the highest of your units that has the post' })
  unitId?: string;
}
export class PlacePageFilter extends PlaceFilter {
  @Text({ optional: true, max: 300 }) cursor?: string;
  @Int({ optional: true, min: 1, max: 100, about: 'Default 50' }) limit?: number;
}
export class PostPlacePageRequest extends PlacePageFilter {
  @Id() postId: string;
}

export class ProgressView {
  @Id() postId: string;
  @Text() title: string;
  @OneOf(POST_STATUSES_DOWN_THE_ROAD) status: PostStatusDownTheRoad;
  @Nested(() => UnitProgress, { about: 'The unit it is looked at from' }) unit: UnitProgress;
  @ListOf(() => UnitProgress, { max: 100, about: 'Its children that have the post' }) items: UnitProgress[];
  @Text({ nullable: true, max: 300 }) next: string | null;
}
/** One level of the tree a post has travelled. */
export const PostProgress = defineQuery<ProgressView>()('distribution.post.progress', PostPlacePageRequest);

export class HoldersView {
  @ListOf(() => UnitProgress, { max: 100, about: 'Longest waiting first' }) items: UnitProgress[];
  @Text({ nullable: true, max: 300 }) next: string | null;
}
/** Who holds a post: the units where it still waits to be handed on, at the unit itself or anywhere below. */
export const PostHolders = defineQuery<HoldersView>()('distribution.post.holders', PostPlacePageRequest);
