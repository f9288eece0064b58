import { Module } from '@nestjs/common';
import { UnitModule } from '../unit/unit.module.js';
import { FindOnDuty } from './application/find-on-duty.js';
import { SetDutyShifts } from './application/set-duty-shifts.js';
import { DutyRepository } from './persistence/duty-repository.js';
import { DutyRpc } from './rpc/duty.rpc.js';

@Module({ imports: [UnitModule], providers: [DutyRepository, FindOnDuty, SetDutyShifts], controllers: [DutyRpc] })
export class DutyModule {}
