import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { UnitModule } from '../unit/unit.module.js';
import { AppointStaff } from './application/appoint-staff.js';
import { ChangeTermOfStaff } from './application/change-term.js';
import { DismissStaff } from './application/dismiss-staff.js';
import { EndAllAppointments } from './application/end-all-appointments.js';
import { NameDeputyOfStaff } from './application/name-deputy.js';
import { AppointmentReader } from './persistence/appointment-reader.js';
import { AppointmentRepository } from './persistence/appointment-repository.js';
import { DeputyRepository } from './persistence/deputy-repository.js';
import { AppointmentRpc } from './rpc/appointment.rpc.js';

@Module({
  imports: [AccountModule, UnitModule],
  providers: [
    AppointStaff,
    AppointmentReader,
    AppointmentRepository,
    ChangeTermOfStaff,
    DeputyRepository,
    DismissStaff,
    EndAllAppointments,
    NameDeputyOfStaff,
  ],
  controllers: [AppointmentRpc],
  exports: [AppointmentReader, AppointmentRepository, EndAllAppointments],
})
export class AppointmentModule {}
