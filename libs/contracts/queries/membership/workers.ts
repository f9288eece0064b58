import { CalendarDate, Flag, Id, Int, ListOf, ListOfOneOf, ListOfTexts, Nested, OneOf, Text } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import {
  EMPLOYMENT_FORMS,
  MOST_LANGUAGES,
  REACH_WAYS,
  SCHOOLINGS,
  SEXES,
  WORKER_STATUSES,
} from '../../vocabulary/worker-attributes.js';
import type { EmploymentForm, ReachWay, Schooling, Sex, WorkerStatus } from '../../vocabulary/worker-attributes.js';
import { PageQuery } from './read-units.js';
import { UnitRef } from './unit-views.js';

/** A worker as staff see them. */
export class WorkerView {
  @Id() workerId: string;
  @Id() unitId: string;
  @Text({ about: 'Name of the union' }) unitName: string;
  @Int({ about: 'Place in the union, from 0; never given to anybody else' }) slot: number;
  @Text() name: string;
  @OneOf(SEXES) sex: Sex;
  @CalendarDate() birthDate: string;
  @OneOf(SCHOOLINGS) schooling: Schooling;
  @Text({ min: 0 }) trade: string;
  @OneOf(EMPLOYMENT_FORMS) employmentForm: EmploymentForm;
  @Text({ nullable: true, about: 'Masked: 140****1234' }) maskedPhone: string | null;
  @Flag() hasSmartphone: boolean;
  @ListOfTexts({ max: MOST_LANGUAGES, length: 20, about: 'Languages other than Chinese, as people call them' })
  languages: string[];
  @Flag({ about: 'Reads with difficulty, or not at all' }) readingDifficulty: boolean;
  @ListOfOneOf(REACH_WAYS, { about: 'Preferred ways to be reached, the first one first' }) reachBy: ReachWay[];
  @Text({ nullable: true, about: 'Union card' }) cardNumber: string | null;
  @OneOf(WORKER_STATUSES) status: WorkerStatus;
}

export class WorkerPage {
  @ListOf(() => WorkerView) items: WorkerView[];
  @Text({ nullable: true, about: 'Send as ?cursor= for the next page; null on the last' }) next: string | null;
}

export class UnitWorkersQuery extends PageQuery {
  @OneOf(WORKER_STATUSES, { optional: true, about: 'Default ACTIVE' }) status?: WorkerStatus;
  @OneOf(EMPLOYMENT_FORMS, { optional: true }) employmentForm?: EmploymentForm;
  @OneOf(SCHOOLINGS, { optional: true }) schooling?: Schooling;
  @Flag({ optional: true }) hasSmartphone?: boolean;
  @Flag({ optional: true }) readingDifficulty?: boolean;
}
export class UnitWorkersPageRequest extends UnitWorkersQuery {
  @Id() unitId: string;
}
/** The workers of one unit by slot, within the actor's `worker.names.read` scope. */
export const UnitWorkers = defineQuery<WorkerPage>()('membership.worker.list', UnitWorkersPageRequest);

export class FindWorkersRequest {
  @Text({ min: 2, max: 50, about: 'A union card number, a whole phone number, or how the name begins' }) search: string;
}
/** The first 20 within the actor's `worker.names.read` scope. */
export const FindWorkers = defineQuery<WorkerPage>()('membership.worker.find', FindWorkersRequest);

export class WorkerIdRequest {
  @Id() workerId: string;
}
export const GetWorker = defineQuery<WorkerView>()('membership.worker.get', WorkerIdRequest);

export class RevealedPhone {
  @Id() workerId: string;
  @Text({ nullable: true }) phone: string | null;
}
/** The whole number, in order to call or visit; goes to the audit log. `worker.access.issue` scope. */
export const RevealPhone = defineCommand<RevealedPhone>()('membership.worker.reveal-phone', WorkerIdRequest);

/** What is held of a worker, as the worker sees it. */
export class OwnRecord {
  @Id() workerId: string;
  @Text() name: string;
  @OneOf(SEXES) sex: Sex;
  @CalendarDate() birthDate: string;
  @OneOf(SCHOOLINGS) schooling: Schooling;
  @Text({ min: 0 }) trade: string;
  @OneOf(EMPLOYMENT_FORMS) employmentForm: EmploymentForm;
  @Text({ nullable: true }) phone: string | null;
  @Flag() hasSmartphone: boolean;
  @ListOfTexts({ max: MOST_LANGUAGES, length: 20 }) languages: string[];
  @Flag() readingDifficulty: boolean;
  @ListOfOneOf(REACH_WAYS) reachBy: ReachWay[];
  @Text({ nullable: true }) cardNumber: string | null;
  @Nested(() => UnitRef) unit: UnitRef;
  @ListOf(() => UnitRef, { about: 'From the city down to the own union' }) breadcrumbs: UnitRef[];
}
export class OwnRecordRequest {}
export const GetOwnRecord = defineQuery<OwnRecord>()('membership.worker.own', OwnRecordRequest);
