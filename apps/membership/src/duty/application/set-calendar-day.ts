import { type Actor, covers, fail, requireScope, type SetCalendarDayRequest } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { dayOfDate } from '../domain/local-time.js';
import { CalendarRepository } from '../persistence/calendar-repository.js';

/** The city says what a date is, whatever the national calendar says. */
@Injectable()
export class SetCalendarDayOfCity {
  constructor(
    private readonly calendar: CalendarRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws CALENDAR_CITY_ONLY VALIDATION_FAILED */
  async run(tx: Tx, actor: Actor, { date, kind, name }: SetCalendarDayRequest): Promise<void> {
    const unitId = await this.requireCity(tx, actor, date);
    await this.calendar.set(tx, date, kind, name ?? null);
    await this.audit.record(tx, { actor, action: 'calendar-day.set', unitId, subjectIds: [], detail: { date, kind } });
  }

  /** Clearing what is not set changes nothing. @throws CALENDAR_CITY_ONLY VALIDATION_FAILED */
  async clear(tx: Tx, actor: Actor, date: string): Promise<void> {
    const unitId = await this.requireCity(tx, actor, date);
    if (!(await this.calendar.clear(tx, date))) return;
    await this.audit.record(tx, { actor, action: 'calendar-day.cleared', unitId, subjectIds: [], detail: { date } });
  }

  private async requireCity(tx: Tx, actor: Actor, date: string): Promise<string> {
    const scope = requireScope(actor, 'duty.manage');
    const path = await this.calendar.city(tx);
    if (!covers(scope, path)) throw fail('CALENDAR_CITY_ONLY');
    if (dayOfDate(date) === undefined) throw fail('VALIDATION_FAILED', {}, [{ field: 'date', rule: 'date' }]);
    return path.at(-1) ?? '';
  }
}
