import { Id, Int, ListOf, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import { RoadStep } from './inbox.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import { FORWARDING_MODES, type ForwardingMode, POST_KINDS, type PostKind } from '../../vocabulary/posts.js';
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

/** A post as it lies at one unit, to be handed on or handed on already. */
export class RelayView {
  @Id() postId: string;
  @Id() unitId: string;
  @OneOf(POST_KINDS) kind: PostKind;
  @Text() title: string;
  @Text({ min: 0, max: 300 }) summary: string;
  @OneOf(POST_STATUSES_DOWN_THE_ROAD) status: PostStatusDownTheRoad;
  @Nested(() => ShownUnit) publishedBy: ShownUnit;
  @Timestamp() publishedAt: string;
  @OneOf(HANDING_STATES) state: HandingState;
  @OneOf(HANDED_ON_BY, { nullable: true }) how: HandedOnBy | null;
  @Text({ nullable: true, max: 500, about: "The unit's own note, shown beside the body" }) note: string | null;
  @Timestamp() receivedAt: string;
  @Timestamp({ nullable: true, about: 'When it passes through by itself; null when it waits for as long as it takes' })
  deadlineAt: string | null;
  @Timestamp({ nullable: true }) forwardedAt: string | null;
  @ListOf(() => Handover, { max: 50, about: 'From or to this unit, oldest first; nearly always none' })
  handovers: Handover[];
}
export class RelayPage {
  @ListOf(() => RelayView, { max: 100 }) items: RelayView[];
  @Text({ nullable: true, max: 300, about: 'Send as `cursor` for the next page' }) next: string | null;
}

export class ListRelaysFilter {
  @OneOf(HANDING_STATES, { optional: true, about: 'PENDING (the default): what waits to be handed on, oldest first' })
  state?: HandingState;
  @Text({ optional: true, max: 300 }) cursor?: string;
  @Int({ optional: true, min: 1, max: 100, about: 'Default 20' }) limit?: number;
}
export class ListRelaysRequest extends ListRelaysFilter {
  @Id() unitId: string;
}
export const ListRelays = defineQuery<RelayPage>()('distribution.relay.list', ListRelaysRequest);

export class ForwardRelayBody {
  @Text({ optional: true, nullable: true, max: 500, about: 'Shown beside the body to everybody below' })
  note?: string | null;
}
export class ForwardRelayRequest extends ForwardRelayBody {
  @Id() unitId: string;
  @Id() postId: string;
}
/** Hands a post on from a unit that has it. RELAY_ALREADY_FORWARDED the second time, POST_RECALLED when taken back. */
export const ForwardRelay = defineCommand<RelayView>()('distribution.relay.forward', ForwardRelayRequest);

export class ForwardingPolicyView {
  @Id() unitId: string;
  @OneOf(FORWARDING_MODES, { about: 'AUTO: handed on at once. MANUAL: waits for a cadre, or for the deadline' })
  mode: ForwardingMode;
  @Timestamp({ nullable: true, about: 'When it was last set; null when it is the default' }) setAt: string | null;
}
export class GetForwardingPolicyRequest {
  @Id() unitId: string;
}
export const GetForwardingPolicy = defineQuery<ForwardingPolicyView>()(
  'distribution.forwarding-policy.get',
  GetForwardingPolicyRequest,
);

export class SetForwardingPolicyBody {
  @OneOf(FORWARDING_MODES, { about: 'Holds for posts that arrive from now on; what lies there already stays' })
  mode: ForwardingMode;
}
export class SetForwardingPolicyRequest extends SetForwardingPolicyBody {
  @Id() unitId: string;
}
export const SetForwardingPolicy = defineCommand<ForwardingPolicyView>()(
  'distribution.forwarding-policy.set',
  SetForwardingPolicyRequest,
);

/** A post as a cadre reads it before handing it on. */
export class RelayPost extends RelayView {
  @Text({ nullable: true, max: 400_000, about: 'Cleaned HTML; null when recalled' }) bodyHtml: string | null;
  @Int({ min: 1 }) revision: number;
  @ListOf(() => RoadStep, { max: 8, about: 'From the publishing unit down to the unit above this one' })
  road: RoadStep[];
}
export class ReadRelayRequest {
  @Id() unitId: string;
  @Id() postId: string;
}
export const ReadRelay = defineQuery<RelayPost>()('distribution.relay.read', ReadRelayRequest);
