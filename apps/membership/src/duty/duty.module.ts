import { Module } from '@nestjs/common';
import { UnitModule } from '../unit/unit.module.js';
import { ArrangeSubstituteOnDuty } from './application/arrange-substitute.js';
import { FindDutyGaps } from './application/find-duty-gaps.js';
import { FindOnDuty } from './application/find-on-duty.js';
import { KeepWatchOverDuty } from './application/keep-watch-over-duty.js';
import { PlanDuty } from './application/plan-duty.js';
import { SetCalendarDayOfCity } from './application/set-calendar-day.js';
import { SetDutyShifts } from './application/set-duty-shifts.js';
import { CalendarRepository } from './persistence/calendar-repository.js';
import { DutyGapRepository } from './persistence/duty-gap-repository.js';
import { DutyRepository } from './persistence/duty-repository.js';
import { RosterReader } from './persistence/roster-reader.js';
import { SubstituteRepository } from './persistence/substitute-repository.js';
import { CalendarRpc } from './rpc/calendar.rpc.js';
import { DutyRpc } from './rpc/duty.rpc.js';

@Module({
  imports: [UnitModule],
  providers: [
    ArrangeSubstituteOnDuty,
    CalendarRepository,
    DutyGapRepository,
    DutyRepository,
    FindDutyGaps,
    FindOnDuty,
    KeepWatchOverDuty,
    PlanDuty,
    RosterReader,
    SetCalendarDayOfCity,
    SetDutyShifts,
    SubstituteRepository,
  ],
  controllers: [CalendarRpc, DutyRpc],
})
export class DutyModule {}
