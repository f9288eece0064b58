import { Flag, Id, Int, ListOf, Nested, OneOf, Text, Timestamp, CalendarDate } from '../../fields.js';
import {
  CASE_ARRIVALS,
  CASE_HISTORY,
  CASE_STATES,
  type CaseArrival,
  type CaseHistoryEntry,
  type CaseState,
} from '../../vocabulary/cases.js';
import { TIERS, type Tier } from '../../vocabulary/tiers.js';

/** A unit as people see it. */
export class CaseUnit {
  @Id() unitId: string;
  @Text() name: string;
  @OneOf(TIERS) tier: Tier;
}

/** One stay of a case at a unit. */
export class CaseStay {
  @Int({ min: 1 }) seq: number;
  @Nested(() => CaseUnit) unit: CaseUnit;
  @OneOf(CASE_ARRIVALS) reason: CaseArrival;
  @CalendarDate() arrivedOn: string;
  @Timestamp({ nullable: true, about: 'Null for an anonymous person’s own step: only the day is kept' }) arrivedAt:
    | string
    | null;
  @Timestamp({ nullable: true }) acknowledgedAt: string | null;
  @Timestamp({ nullable: true }) leftAt: string | null;
}

/** One entry of the history, as union staff see it. */
export class CaseHistoryItem {
  @Int({ min: 1 }) seq: number;
  @OneOf(CASE_HISTORY) what: CaseHistoryEntry;
  @OneOf(CASE_STATES, { about: 'The state after it' }) state: CaseState;
  @Nested(() => CaseUnit, { about: 'The unit that had the case then' }) unit: CaseUnit;
  @OneOf(['STAFF', 'WORKER', 'ANONYMOUS', 'SYSTEM']) by: 'STAFF' | 'WORKER' | 'ANONYMOUS' | 'SYSTEM';
  @Id({ nullable: true }) accountId: string | null;
  @Text({ nullable: true, max: 5000 }) text: string | null;
  @CalendarDate() on: string;
  @Timestamp({ nullable: true }) at: string | null;
}

/** The same as the worker sees it: no persons, and only the texts that are for the worker. */
export class PublicHistoryItem {
  @Int({ min: 1 }) seq: number;
  @OneOf(CASE_HISTORY) what: CaseHistoryEntry;
  @OneOf(CASE_STATES) state: CaseState;
  @Nested(() => CaseUnit) unit: CaseUnit;
  @OneOf(['STAFF', 'WORKER', 'ANONYMOUS', 'SYSTEM']) by: 'STAFF' | 'WORKER' | 'ANONYMOUS' | 'SYSTEM';
  @Text({ nullable: true, max: 5000 }) text: string | null;
  @CalendarDate() on: string;
  @Timestamp({ nullable: true }) at: string | null;
}

/** One tier through which an answer came down. */
export class ReplyPassage {
  @OneOf(TIERS) tier: Tier;
  @Id({ nullable: true, about: 'Null for the worker, with whom it ends' }) unitId: string | null;
  @Text({ nullable: true }) name: string | null;
  @OneOf(['AUTHOR', 'AUTO']) passedBy: 'AUTHOR' | 'AUTO';
  @Timestamp() at: string;
}

export class CaseReply {
  @Id() replyId: string;
  @Int({ min: 1, about: 'Place in the history' }) seq: number;
  @Nested(() => CaseUnit) unit: CaseUnit;
  @Text({ max: 5000 }) text: string;
  @Flag({ about: 'Whether the unit says that it is settled with this' }) final: boolean;
  @Timestamp() at: string;
  @ListOf(() => ReplyPassage, { about: 'From the unit that answered down the recorded chain to the worker' })
  cameDown: ReplyPassage[];
}

export class CasePhoto {
  @Id() attachmentId: string;
  @Text() contentType: string;
  @Int({ about: 'Size in bytes' }) bytes: number;
}
