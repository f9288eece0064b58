import type { OnDutyAnswer, OnDutyRequest } from '@guantong/contracts';
import { Injectable } from '@nestjs/common';
import { coversMoment } from '../domain/covers-moment.js';
import { DutyRepository } from '../persistence/duty-repository.js';

/** Who is on duty now: at the unit, else at the nearest unit above that has somebody. */
@Injectable()
export class FindOnDuty {
  constructor(private readonly duty: DutyRepository) {}

  async run({ unitId, duty }: OnDutyRequest): Promise<OnDutyAnswer> {
    const { shifts, moment } = await this.duty.shiftsUpwards(unitId, duty);
    const now = shifts.find((shift) => coversMoment(shift, moment));
    return { onDuty: now ? { accountId: now.accountId, unitId: now.unitId } : null };
  }
}
