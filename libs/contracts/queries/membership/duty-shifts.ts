import { Id, Int, ListOf, OneOf, Text } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import { UnitIdRequest } from './read-units.js';

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

export class DutyShift {
  @Id({ about: 'Of somebody appointed at the unit to a role that handles cases' }) accountId: string;
  @OneOf(['safety']) duty: 'safety';
  @Int({ min: 1, max: 7, about: '1 is Monday' }) weekday: number;
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
  @ListOf(() => DutyShift, { max: 200, about: 'The whole week; replaces what was there' }) shifts: DutyShift[];
}
/** `duty.manage` scope. */
export const SetDutyRoster = defineCommand<DutyRosterView>()('membership.duty.set', SetDutyRosterRequest);
/** `unit.read` scope. */
export const GetDutyRoster = defineQuery<DutyRosterView>()('membership.duty.get', UnitIdRequest);
