import type { OnDutyAnswer, OnDutyRequest } from '@guantong/contracts';
import { Injectable } from '@nestjs/common';
import { isOn } from '../domain/shift-times.js';
import { DutyRepository } from '../persistence/duty-repository.js';
import { WorkingCalendar } from './working-calendar.js';

/** Who is on duty now: at the unit, else at the nearest unit above that has somebody. */
@Injectable()
export class FindOnDuty {
  constructor(private readonly duty: DutyRepository) {}

  async run({ unitId, duty }: OnDutyRequest): Promise<OnDutyAnswer> {
    const { shifts, minute, localDays } = await this.duty.shiftsUpwards(unitId, duty);
    const calendar = new WorkingCalendar(localDays);
    const now = shifts.find((shift) => isOn(shift, minute, calendar.kindOf));
    return {
      onDuty: now ? { accountId: now.accountId, unitId: now.unitId } : null,
      ...(calendar.notice() !== null && { byWeekdaysOnly: true }),
    };
  }
}
