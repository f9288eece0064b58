import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { UnitModule } from '../unit/unit.module.js';
import { AppointStaff } from './application/appoint-staff.js';
import { DismissStaff } from './application/dismiss-staff.js';
import { AppointmentReader } from './persistence/appointment-reader.js';
import { AppointmentRepository } from './persistence/appointment-repository.js';
import { AppointmentRpc } from './rpc/appointment.rpc.js';

@Module({
  imports: [AccountModule, UnitModule],
  providers: [AppointStaff, AppointmentReader, AppointmentRepository, DismissStaff],
  controllers: [AppointmentRpc],
  exports: [AppointmentReader, AppointmentRepository, DismissStaff],
})
export class AppointmentModule {}
