import { CalendarDate, Flag, Id, Int, ListOf, ListOfOneOf, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import {
  CASE_KINDS,
  CASE_STATES,
  CASE_STEPS,
  CASE_SUBMITTERS,
  type CaseKind,
  type CaseState,
  type CaseStep,
  type CaseSubmitter,
} from '../../vocabulary/cases.js';
import { CaseHistoryItem, CasePhoto, CaseReply, CaseStay, CaseUnit, PublicHistoryItem } from './case-parts.js';

/** What a case is in a list, for whoever may see it. */
export class CaseSummary {
  @Id() caseId: string;
  @Text({ example: '26-7K3M-9Q2X', about: 'For people to read out and to search by' }) number: string;
  @OneOf(CASE_KINDS) kind: CaseKind;
  @OneOf(CASE_STATES) state: CaseState;
  @Int({ min: 1, about: 'Send it with a change, so that one made in between is not overlooked' }) version: number;
  @Text({ max: 5000, about: 'The first 120 characters' }) excerpt: string;
  @OneOf(CASE_SUBMITTERS) submittedBy: CaseSubmitter;
  @Nested(() => CaseUnit, { about: 'The unit that has it now' }) owner: CaseUnit;
  @OneOf(CASE_STEPS, { nullable: true, about: 'The step the clock runs for' }) step: CaseStep | null;
  @Timestamp({ nullable: true }) dueAt: string | null;
  @Flag({ about: 'A time limit passed at the city' }) breached: boolean;
  @CalendarDate() submittedOn: string;
  @Timestamp({ nullable: true, about: 'Null for anonymous cases' }) submittedAt: string | null;
}

/** A case in a list of the desk. */
export class DeskCaseSummary extends CaseSummary {
  @Nested(() => CaseUnit) origin: CaseUnit;
  @Id({ nullable: true, about: 'Null for anonymous cases and for people without a record' }) workerId: string | null;
  @Id({ nullable: true }) assigneeAccountId: string | null;
  @Int() reopenCount: number;
}

/** What staff can do. `act` false: may be read only, the case is with another unit. */
export const DESK_CASE_ACTIONS = ['acknowledge', 'assign', 'raise', 'return', 'reply', 'resolve'] as const;
export type DeskCaseAction = (typeof DESK_CASE_ACTIONS)[number];

/** A case as union staff see it. */
export class DeskCase extends DeskCaseSummary {
  @Text({ max: 5000 }) text: string;
  @Flag({ about: 'Whether the worker has a record in the roster; false for anonymous cases too' }) hasRecord: boolean;
  @Id({ nullable: true, about: 'The account that wrote it down on behalf of the worker' }) onBehalfAccountId:
    | string
    | null;
  @Nested(() => CaseUnit, { nullable: true, about: 'The unit a complaint is about' }) about: CaseUnit | null;
  @Nested(() => CaseUnit, { nullable: true }) assigneeUnit: CaseUnit | null;
  @Int({ nullable: true, min: 1, max: 5 }) satisfaction: number | null;
  @ListOf(() => CaseStay) chain: CaseStay[];
  @ListOf(() => CaseHistoryItem) history: CaseHistoryItem[];
  @ListOf(() => CaseReply) replies: CaseReply[];
  @ListOf(() => CasePhoto) attachments: CasePhoto[];
  @ListOfOneOf(DESK_CASE_ACTIONS, { about: 'What the caller can do now' }) actions: DeskCaseAction[];
}

export const WORKER_CASE_ACTIONS = ['confirm', 'reopen', 'withdraw', 'urge', 'add_message'] as const;
export type WorkerCaseAction = (typeof WORKER_CASE_ACTIONS)[number];

/** A case as the worker sees it: where it is, what was answered, what can be done. No internal notes, no persons. */
export class WorkerCase extends CaseSummary {
  @Text({ max: 5000 }) text: string;
  @Int({ nullable: true, min: 1, max: 5 }) satisfaction: number | null;
  @ListOf(() => CaseStay) chain: CaseStay[];
  @ListOf(() => PublicHistoryItem) history: PublicHistoryItem[];
  @ListOf(() => CaseReply) replies: CaseReply[];
  @ListOf(() => CasePhoto) attachments: CasePhoto[];
  @ListOfOneOf(WORKER_CASE_ACTIONS) actions: WorkerCaseAction[];
}
