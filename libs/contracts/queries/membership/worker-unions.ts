import { Flag, Id, Int, ListOf, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import { MEMBERSHIP_CHANGES, type MembershipChange } from '../../vocabulary/worker-affairs.js';
import { PageQuery } from './read-units.js';
import { UnitRef } from './unit-views.js';
import { WorkerIdRequest, type WorkerPage } from './workers.js';

/** A stay in a union: how it began, and how it ended if it did. */
export class UnionStay {
  @Nested(() => UnitRef) unit: UnitRef;
  @Flag({ about: 'The own union, not one besides it' }) primary: boolean;
  @Int({ about: 'Place in that union' }) slot: number;
  @Timestamp() since: string;
  @Timestamp({ nullable: true, about: 'Null: still there' }) until: string | null;
  @OneOf(MEMBERSHIP_CHANGES) begunAs: MembershipChange;
  @OneOf(MEMBERSHIP_CHANGES, { nullable: true }) endedAs: MembershipChange | null;
}
export class UnionStays {
  @ListOf(() => UnionStay, { about: 'Present ones first, then the latest' }) items: UnionStay[];
  @Text({ nullable: true, about: 'Always null' }) next: string | null;
}
/** A worker's unions, present and past. `worker.names.read` scope over the present union. */
export const WorkerUnions = defineQuery<UnionStays>()('membership.union.of-worker', WorkerIdRequest);

/** Whom a union means that cannot look them up: both must be right. */
export class KnownByCard {
  @Text({ max: 50, about: 'Union card' }) cardNumber: string;
  @Text({ max: 50, about: 'As on the card' }) name: string;
}

export class SecondUnionBody {
  @Id({ about: 'A grassroots union' }) unitId: string;
}
export class SecondUnionRequest extends SecondUnionBody {
  @Id() workerId: string;
}
/** By the worker's own union (`roster.manage`): into another union as well. */
export const AddSecondUnion = defineCommand<UnionStays>()('membership.union.add', SecondUnionRequest);
/** By either union (`roster.manage`). */
export const EndSecondUnion = defineCommand<{ ended: true }>()('membership.union.end', SecondUnionRequest);

export class SecondMemberRequest extends KnownByCard {
  @Id() unitId: string;
}
/** By the other union (`roster.manage`), of a member of whom it holds the card in hand. */
export const AddSecondMember = defineCommand<{ added: true }>()('membership.union.add-member', SecondMemberRequest);

/** A worker leaves a union that is not the own one; needs nobody's agreement. */
export const EndOwnSecondUnion = defineCommand<UnionStays>()('membership.union.end-own', SecondUnionBody);

export class SecondMembersRequest extends PageQuery {
  @Id() unitId: string;
}
/** Those for whom this is not the own union, by their slot here. `worker.names.read` scope over this union. */
export const SecondMembers = defineQuery<WorkerPage>()('membership.union.second-members', SecondMembersRequest);

export class SecondUnionEnded {
  @Flag() ended: true;
}
export class SecondMemberAdded {
  @Flag() added: true;
}
