import { Dictionary, Flag, Id, IdList, Int, ListOf, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import { defineQuery } from '../../rpc-definition.js';
import { ALL_AUDIT_ACTIONS, type AuditAction } from '../../vocabulary/audit-actions.js';
import { StaffRef } from './appointments.js';
import { PageQuery } from './read-units.js';
import { UnitRef } from './unit-views.js';

const ACTOR_KINDS = ['STAFF', 'WORKER', 'ANONYMOUS', 'SYSTEM'] as const;

export class AuditEntryView {
  @Text({ about: 'Number of the entry' }) entryId: string;
  @Timestamp() at: string;
  @OneOf(ALL_AUDIT_ACTIONS) action: AuditAction;
  @Text({ about: 'What was done, in Chinese' }) sentence: string;
  @OneOf(ACTOR_KINDS) actorKind: (typeof ACTOR_KINDS)[number];
  @Id({ nullable: true }) accountId: string | null;
  @Nested(() => StaffRef, { nullable: true, about: 'Who did it; null for workers and the system' })
  who: StaffRef | null;
  @Nested(() => StaffRef, { nullable: true, about: 'Whom they stood in for' }) actingFor: StaffRef | null;
  @Nested(() => UnitRef, { nullable: true }) unit: UnitRef | null;
  @IdList({ about: 'Whom or what it was about' }) subjectIds: string[];
  @Dictionary() detail: Record<string, string | number | null>;
  @Flag({ about: 'In the hash chain already; a few seconds after it was written' }) sealed: boolean;
}
export class AuditEntryPage {
  @ListOf(() => AuditEntryView) items: AuditEntryView[];
  @Text({ nullable: true }) next: string | null;
}

export class AuditEntriesQuery extends PageQuery {
  @Id({ optional: true, about: 'This unit alone' }) unitId?: string;
  @Id({ optional: true, about: 'What this account did' }) accountId?: string;
  @OneOf(ALL_AUDIT_ACTIONS, { optional: true }) action?: AuditAction;
  @Timestamp({ optional: true, about: 'From then on' }) from?: string;
  @Timestamp({ optional: true, about: 'Before then' }) until?: string;
}
/** The latest first, within the actor's `audit.read` scope. Entries that belong to no unit: at the city only. */
export const AuditEntries = defineQuery<AuditEntryPage>()('membership.audit.entries', AuditEntriesQuery);

/** Hex of SHA-256. */
const HASH = { min: 64, max: 64, pattern: /^[0-9a-f]{64}$/ };

export class VerifyChainRequest {
  @Int({ about: 'The last seal that was found right; 0 to begin with' }) afterSeq: number;
  @Text({ ...HASH, about: 'Its hash; 64 zeros to begin with' }) afterHash: string;
  @Timestamp({ optional: true, about: 'The latest time of an entry so far' }) latestAt?: string;
  @Int({ min: 1, max: 5000 }) limit: number;
}
export const CHAIN_FAULTS = ['SEAL_MISSING', 'ENTRY_MISSING', 'ENTRY_CHANGED', 'BACKDATED'] as const;
export type ChainFault = (typeof CHAIN_FAULTS)[number];
export interface ChainPage {
  checked: number;
  lastSeq: number;
  lastHash: string;
  latestAt: string | null;
  /** The first that is not as it was sealed. */
  broken: { seq: number; entryId: string | null; fault: ChainFault } | null;
}
/** SYSTEM only: computes a stretch of the chain anew from the entries themselves. */
export const VerifyAuditChain = defineQuery<ChainPage>()('membership.audit.verify-chain', VerifyChainRequest);

export class CountEntriesRequest {
  @Int({ about: 'The last entry of the stretch before' }) afterId: number;
  @Int({ min: 1, max: 100_000 }) limit: number;
}
export interface CountedEntries {
  entries: number;
  /** Written, and not in the chain yet. */
  waiting: number;
  /** The first that is neither sealed nor waiting: it did not come in through the service. */
  strayId: string | null;
  /** Null when there are no more. */
  lastId: number | null;
}
/** SYSTEM only: a stretch of entries, and whether each is sealed or waits for it. */
export const CountAuditEntries = defineQuery<CountedEntries>()('membership.audit.count-entries', CountEntriesRequest);

export class AuditSealRequest {
  @Int({ min: 1 }) seq: number;
}
/** SYSTEM only. The hash under which the chain stood at a number, null when it does not reach that far. */
export const GetAuditSeal = defineQuery<{ hash: string | null }>()('membership.audit.seal', AuditSealRequest);
