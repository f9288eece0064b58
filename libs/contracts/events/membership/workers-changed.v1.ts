import { Flag, Id, Int, ListOf, OneOf } from '../../fields.js';
import { defineEvent } from '../../event-definition.js';
import {
  EMPLOYMENT_FORMS,
  MOST_SECONDARY_UNIONS,
  SCHOOLINGS,
  SEXES,
  WORKER_STATUSES,
} from '../../vocabulary/worker-attributes.js';
import type { EmploymentForm, Schooling, Sex, WorkerStatus } from '../../vocabulary/worker-attributes.js';

/** A worker's place in a union that is not the primary one. */
export class SecondaryPlace {
  @Id() unitId: string;
  @Int({ max: 1_000_000 }) slot: number;
}

/** What other services may know of a worker: no name, no phone, no exact birth date. */
export class MirroredWorker {
  @Id() workerId: string;
  @Id() unitId: string;
  /** Place in the union's bitmaps, from 0; never given to anybody else. */
  @Int({ max: 1_000_000 }) slot: number;
  @OneOf(SEXES) sex: Sex;
  @Int({ min: 1900, max: 2100 }) birthYear: number;
  @OneOf(SCHOOLINGS) schooling: Schooling;
  @OneOf(EMPLOYMENT_FORMS) employmentForm: EmploymentForm;
  @Flag() hasSmartphone: boolean;
  @OneOf(WORKER_STATUSES) status: WorkerStatus;
  @Int({ min: 1 }) revision: number;
  /** The other unions the worker belongs to now. They see those unions' posts, and are counted in the primary one only. */
  @ListOf(() => SecondaryPlace, { optional: true, max: MOST_SECONDARY_UNIONS }) secondary?: SecondaryPlace[];
}

export class WorkersChangedV1 {
  @ListOf(() => MirroredWorker, { min: 1, max: 500 }) workers: MirroredWorker[];
}

/** When workers join, change or leave: up to 500 of them in one message, each as it now stands. */
export const WorkersChanged = defineEvent({
  service: 'membership',
  aggregate: 'workers',
  action: 'changed',
  data: WorkersChangedV1,
  consumers: ['distribution'],
});
