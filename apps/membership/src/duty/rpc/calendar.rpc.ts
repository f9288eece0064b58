import {
  type Actor,
  CalendarDayRequest,
  CalendarDays,
  CalendarDaysQuery,
  ClearCalendarDay,
  fail,
  requireScope,
  SetCalendarDay,
  SetCalendarDayRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { IdempotentCommands } from '@guantong/persistence';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { SetCalendarDayOfCity } from '../application/set-calendar-day.js';
import { WorkingCalendar } from '../application/working-calendar.js';
import { DAY_MINUTES, dateOf, dayOfDate } from '../domain/local-time.js';
import { RosterReader } from '../persistence/roster-reader.js';

const DAYS = 31;

/** The working calendar, the same for all units. */
@Controller()
export class CalendarRpc {
  constructor(
    private readonly commands: IdempotentCommands,
    private readonly rosters: RosterReader,
    private readonly setDay: SetCalendarDayOfCity,
  ) {}

  @RpcHandler(CalendarDays)
  async days(@Payload() { from, days = DAYS }: CalendarDaysQuery, @CurrentActor() actor: Actor) {
    requireScope(actor, 'unit.read');
    const first = dayOfDate(from);
    if (first === undefined) throw fail('VALIDATION_FAILED', {}, [{ field: 'from', rule: 'date' }]);
    const calendar = await this.calendar(first, days);
    const items = Array.from({ length: days }, (_, i) => calendar.day(dateOf(first + i)));
    return { items, next: null, calendarNotice: calendar.notice() };
  }

  @RpcHandler(SetCalendarDay)
  async set(@Payload() dto: SetCalendarDayRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(SetCalendarDay.subject, dto, async (tx) => {
      await this.setDay.run(tx, actor, dto);
      return true;
    });
    return this.one(dto.date);
  }

  @RpcHandler(ClearCalendarDay)
  async clear(@Payload() dto: CalendarDayRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(ClearCalendarDay.subject, dto, async (tx) => {
      await this.setDay.clear(tx, actor, dto.date);
      return true;
    });
    return this.one(dto.date);
  }

  private async one(date: string) {
    return (await this.calendar(dayOfDate(date) ?? 0, 1)).day(date);
  }

  private async calendar(first: number, days: number): Promise<WorkingCalendar> {
    const window = { from: first * DAY_MINUTES, until: (first + days) * DAY_MINUTES };
    return new WorkingCalendar(await this.rosters.localDays(window));
  }
}
