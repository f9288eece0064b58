import {
  ArrangeSubstitute,
  CalendarDays,
  CancelSubstitute,
  ClearCalendarDay,
  type DutyGapPage,
  DutyGaps,
  DutyPlan,
  DutySubstitutes,
  GetDutyRoster,
  SetCalendarDay,
  SetDutyRoster,
  WhoIsOnDuty,
} from '@guantong/contracts';
import type { Rule } from './rule.js';

const duty = 'safety';
const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

export const DUTY_RULES: readonly Rule[] = [
  {
    ...{ rpc: GetDutyRoster, operations: ['Duty_roster'], may: { staff: 'unit.read' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId }),
  },
  {
    ...{ rpc: SetDutyRoster, operations: ['Duty_setRoster'], may: { staff: 'duty.manage' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId, shifts: [] }),
  },
  {
    ...{ rpc: DutySubstitutes, operations: ['Duty_substitutes'], may: { staff: 'unit.read' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId }),
  },
  {
    ...{
      rpc: ArrangeSubstitute,
      operations: ['Duty_arrangeSubstitute'],
      may: { staff: 'duty.manage' },
      of: 'twoOnDuty',
    },
    request: ({ unitId, absentId, accountId }) => ({
      ...{ unitId, duty, absentId, substituteId: accountId, startsAt: inHours(1), endsAt: inHours(9) },
    }),
  },
  {
    ...{ rpc: CancelSubstitute, operations: ['Duty_cancelSubstitute'] },
    ...{ may: { staff: 'duty.manage' }, of: 'substitution' },
    request: ({ substitutionId }) => ({ substitutionId }),
    thenRefusedWith: 'NOT_FOUND',
  },
  {
    ...{ rpc: DutyPlan, operations: ['Duty_plan'], may: { staff: 'unit.read' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId, duty, days: 2 }),
    shows: ['staffLogin'], // of who is on duty, as colleagues see each other
  },
  {
    ...{ rpc: DutyGaps, operations: ['Duty_gaps'], may: { staff: 'unit.read' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId }),
    lines: ({ items }: DutyGapPage) => items.map((item) => item.unit.unitId),
  },
  {
    ...{ rpc: CalendarDays, operations: ['CalendarDays_list'], may: { staff: 'unit.read' } },
    request: () => ({ from: '2026-10-01', days: 3 }),
  },
  {
    ...{ rpc: SetCalendarDay, operations: ['CalendarDays_set'], may: { staff: 'duty.manage' }, of: 'calendarDay' },
    request: () => ({ date: '2035-01-02', kind: 'REST_DAY' }),
    refusedWith: ['CALENDAR_CITY_ONLY', 'FORBIDDEN'],
    neverSucceeds: 'nobody who asks administers the city; duty-plan.spec.ts does',
  },
  {
    ...{ rpc: ClearCalendarDay, operations: ['CalendarDays_clear'], may: { staff: 'duty.manage' }, of: 'calendarDay' },
    request: () => ({ date: '2035-01-02' }),
    refusedWith: ['CALENDAR_CITY_ONLY', 'FORBIDDEN'],
    neverSucceeds: 'nobody who asks administers the city; duty-plan.spec.ts does',
  },
  { rpc: WhoIsOnDuty, may: 'SYSTEM', of: 'unit', request: ({ unitId }) => ({ unitId, duty }) },
];
