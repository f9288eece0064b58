import {
  type Actor,
  CalendarDayList,
  CalendarDays,
  CalendarDaysQuery,
  CalendarDayView,
  ClearCalendarDay,
  SetCalendarDay,
  SetCalendarDayBody,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** Workdays and rest days, holidays and make-up workdays included. */
@Controller('api/desk/calendar-days')
export class CalendarDaysController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @ForStaff('unit.read')
  @Answers(CalendarDayList)
  list(@Query() query: CalendarDaysQuery, @HttpActor() actor: Actor): Promise<CalendarDayList> {
    return this.rpc.call(CalendarDays, query, actor);
  }

  @Put(':date')
  @ForStaff('duty.manage')
  @Answers(CalendarDayView, { about: 'By the city, for all' })
  set(
    @Param('date') date: string,
    @Body() body: SetCalendarDayBody,
    @HttpActor() actor: Actor,
  ): Promise<CalendarDayView> {
    return this.rpc.call(SetCalendarDay, { ...body, date }, actor);
  }

  @Delete(':date')
  @ForStaff('duty.manage')
  @Answers(CalendarDayView, { about: 'By the city: as the national calendar has it' })
  clear(@Param('date') date: string, @HttpActor() actor: Actor): Promise<CalendarDayView> {
    return this.rpc.call(ClearCalendarDay, { date }, actor);
  }
}
