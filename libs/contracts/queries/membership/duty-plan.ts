import { CalendarDate, Flag, Id, Int, ListOf, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import {
  CALENDAR_SOURCES,
  type CalendarSource,
  DAY_KINDS,
  type DayKind,
  DUTIES,
  type Duty,
} from '../../vocabulary/duties.js';
import { DutyPerson } from './duty-shifts.js';
import { PageQuery } from './read-units.js';
import { UnitRef } from './unit-views.js';

export class DutyPeriod {
  @Timestamp() from: string;
  @Timestamp() until: string;
}
export class DutyStretch extends DutyPeriod {
  @Nested(() => DutyPerson) onDuty: DutyPerson;
  @Nested(() => DutyPerson, { nullable: true, about: 'Whose shift it is, when somebody else takes it' })
  insteadOf: DutyPerson | null;
}
export class DutyPlanView {
  @Id() unitId: string;
  @OneOf(DUTIES) duty: Duty;
  @Timestamp() from: string;
  @Timestamp() until: string;
  @ListOf(() => DutyStretch, { max: 10_000, about: 'Who is on duty when; several may be at once' })
  stretches: DutyStretch[];
  @ListOf(() => DutyPeriod, { max: 10_000, about: 'When nobody is' }) gaps: DutyPeriod[];
  @Text({ nullable: true, about: 'Chinese: that holidays of a year are not published yet and weekdays were used' })
  calendarNotice: string | null;
}
export class DutyPlanQuery {
  @Id() unitId: string;
  @OneOf(DUTIES) duty: Duty;
  @Int({ optional: true, min: 1, max: 92, about: 'From now; default 14' }) days?: number;
}
/** `unit.read` scope. Roster, substitutes, working calendar and appointments put together, for the days to come. */
export const DutyPlan = defineQuery<DutyPlanView>()('membership.duty.plan', DutyPlanQuery);

export class DutyGapView {
  @Nested(() => UnitRef) unit: UnitRef;
  @OneOf(DUTIES) duty: Duty;
  @CalendarDate({ about: 'The evening on which the night begins, in Asia/Shanghai' }) night: string;
  @Timestamp({ about: 'The first time of that night with nobody on duty' }) from: string;
  @Timestamp() until: string;
  @Timestamp() foundAt: string;
  @Timestamp({ nullable: true, about: 'When somebody was found; null: still nobody' }) filledAt: string | null;
}
export class DutyGapPage {
  @ListOf(() => DutyGapView) items: DutyGapView[];
  @Text({ nullable: true }) next: string | null;
}
export class DutyGapsQuery extends PageQuery {
  @Id({ about: 'This unit and those directly below it' }) unitId: string;
  @Flag({ optional: true, about: 'Only those that are still open' }) open?: boolean;
}
/** `unit.read` scope. Nights on which nobody was found on duty, the latest first. */
export const DutyGaps = defineQuery<DutyGapPage>()('membership.duty.gaps', DutyGapsQuery);

export class CalendarDayView {
  @CalendarDate() date: string;
  @OneOf(DAY_KINDS) kind: DayKind;
  @Text({ nullable: true, about: 'Of the holiday, Chinese' }) name: string | null;
  @OneOf(CALENDAR_SOURCES, { about: 'WEEKDAY: the holidays of that year are not published yet' })
  source: CalendarSource;
}
export class CalendarDayList {
  @ListOf(() => CalendarDayView) items: CalendarDayView[];
  @Text({ nullable: true }) next: string | null;
  @Text({ nullable: true, about: 'Chinese: that holidays of a year are not published yet and weekdays were used' })
  calendarNotice: string | null;
}
export class CalendarDaysQuery {
  @CalendarDate() from: string;
  @Int({ optional: true, min: 1, max: 366, about: 'Default 31' }) days?: number;
}
/** `unit.read` anywhere: the calendar is the same for all. */
export const CalendarDays = defineQuery<CalendarDayList>()('membership.calendar.days', CalendarDaysQuery);

export class SetCalendarDayBody {
  @OneOf(DAY_KINDS) kind: DayKind;
  @Text({ max: 50, optional: true, about: 'Why, e.g. a city marathon' }) name?: string;
}
export class CalendarDayRequest {
  @CalendarDate() date: string;
}
export class SetCalendarDayRequest extends SetCalendarDayBody {
  @CalendarDate() date: string;
}
/** By the city (`duty.manage` scope over it): this date is so, whatever the national calendar says. */
export const SetCalendarDay = defineCommand<CalendarDayView>()('membership.calendar.set-day', SetCalendarDayRequest);
/** By the city: the national calendar holds again. */
export const ClearCalendarDay = defineCommand<CalendarDayView>()('membership.calendar.clear-day', CalendarDayRequest);
