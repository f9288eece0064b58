import { CalendarDate, Id, Int, ListOf, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import { DUTIES, type Duty, SHIFT_DAYS, type ShiftDays } from '../../vocabulary/duties.js';
import { UnitIdRequest } from './read-units.js';

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** On one weekday, on one date, or on workdays, rest days or every day: exactly one of `weekday`, `date` and `days`. */
export class DutyShift {
  @Id({ about: 'Of somebody appointed at the unit to a role that handles cases' }) accountId: string;
  @OneOf(DUTIES) duty: Duty;
  @Int({ optional: true, min: 1, max: 7, about: '1 is Monday' }) weekday?: number;
  @CalendarDate({ optional: true, about: 'This day alone' }) date?: string;
  @OneOf(SHIFT_DAYS, { optional: true, about: 'By the working calendar, holidays and make-up workdays included' })
  days?: ShiftDays;
  @Text({ pattern: CLOCK, max: 5, about: 'Time in Asia/Shanghai', example: '20:00' }) starts: string;
  @Text({ pattern: CLOCK, max: 5, about: 'Not after `starts`: the next day', example: '08:00' }) ends: string;
}
export class DutyShiftView extends DutyShift {
  @Text() displayName: string;
}
export class DutyRosterView {
  @Id() unitId: string;
  @ListOf(() => DutyShiftView) items: DutyShiftView[];
  @Text({ nullable: true }) next: string | null;
}

export class SetDutyRosterRequest {
  @Id() unitId: string;
  @ListOf(() => DutyShift, { max: 200, about: 'The whole roster; replaces what was there' }) shifts: DutyShift[];
}
/** `duty.manage` scope. */
export const SetDutyRoster = defineCommand<DutyRosterView>()('membership.duty.set', SetDutyRosterRequest);
/** `unit.read` scope. */
export const GetDutyRoster = defineQuery<DutyRosterView>()('membership.duty.get', UnitIdRequest);

export class ArrangeSubstituteRequest {
  @Id() unitId: string;
  @OneOf(DUTIES) duty: Duty;
  @Id({ about: 'Whose shifts' }) absentId: string;
  @Id({ about: 'Who takes them; appointed at the unit to a role that handles cases' }) substituteId: string;
  @Timestamp({ about: 'The beginning of one shift, or of an absence' }) startsAt: string;
  @Timestamp({ about: 'At most a year later' }) endsAt: string;
  @Text({ optional: true, max: 200 }) reason?: string;
}
/** Somebody on a roster, as everybody sees them who may see the unit. */
export class DutyPerson {
  @Id() accountId: string;
  @Text() displayName: string;
}
export class DutySubstituteView {
  @Id() substitutionId: string;
  @OneOf(DUTIES) duty: Duty;
  @Nested(() => DutyPerson) absent: DutyPerson;
  @Nested(() => DutyPerson) substitute: DutyPerson;
  @Timestamp() startsAt: string;
  @Timestamp() endsAt: string;
  @Text({ nullable: true }) reason: string | null;
}
export class DutySubstituteList {
  @Id() unitId: string;
  @ListOf(() => DutySubstituteView, { about: 'Those that have not ended' }) items: DutySubstituteView[];
  @Text({ nullable: true }) next: string | null;
}
/** `duty.manage` scope. Where two overlap, the one arranged last holds. */
export const ArrangeSubstitute = defineCommand<DutySubstituteList>()(
  'membership.duty.arrange-substitute',
  ArrangeSubstituteRequest,
);
export class CancelSubstituteRequest {
  @Id() substitutionId: string;
}
export const CancelSubstitute = defineCommand<DutySubstituteList>()(
  'membership.duty.cancel-substitute',
  CancelSubstituteRequest,
);
/** `unit.read` scope. */
export const DutySubstitutes = defineQuery<DutySubstituteList>()('membership.duty.substitutes', UnitIdRequest);
