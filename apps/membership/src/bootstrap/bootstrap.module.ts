import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { AppointmentModule } from '../appointment/appointment.module.js';
import { UnitModule } from '../unit/unit.module.js';
import { BootstrapRpc } from './bootstrap.rpc.js';
import { CreateFirstCity } from './create-first-city.js';

@Module({
  imports: [AccountModule, AppointmentModule, UnitModule],
  providers: [CreateFirstCity],
  controllers: [BootstrapRpc],
})
export class BootstrapModule {}
