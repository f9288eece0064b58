import { CalendarDate, Id, OneOf } from '../../fields.js';
import { defineCommand } from '../../rpc-definition.js';
import { DEPARTURE_KINDS, type DepartureKind } from '../../vocabulary/worker-affairs.js';
import { WORKER_STATUSES, type WorkerStatus } from '../../vocabulary/worker-attributes.js';
import { WorkerIdRequest } from './workers.js';

export class DepartureBody {
  @OneOf(DEPARTURE_KINDS) kind: DepartureKind;
  @CalendarDate({ about: 'Today or earlier' }) on: string;
}
export class DepartureRequest extends DepartureBody {
  @Id() workerId: string;
}
export class DepartureView {
  @Id() workerId: string;
  @OneOf(WORKER_STATUSES) status: WorkerStatus;
  @OneOf(DEPARTURE_KINDS, { nullable: true }) kind: DepartureKind | null;
  @CalendarDate({ nullable: true }) on: string | null;
}
/** `roster.manage` scope. Sessions end, the account is closed. */
export const RecordDeparture = defineCommand<DepartureView>()('membership.departure.record', DepartureRequest);
/** Entered by mistake: the worker has their old slot, stay and account again. `roster.manage` scope. */
export const TakeDepartureBack = defineCommand<DepartureView>()('membership.departure.take-back', WorkerIdRequest);

export const DEPARTURE_PHRASE = '我要退会';
export class OwnDepartureBody {
  @OneOf([DEPARTURE_PHRASE], { about: 'Typed by the worker, so that nobody leaves by a slip of the finger' })
  phrase: string;
}
/** A worker leaves the union. This is their last request: the session ends with it. */
export const LeaveUnion = defineCommand<DepartureView>()('membership.departure.own', OwnDepartureBody);
