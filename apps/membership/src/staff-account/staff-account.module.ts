import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { AppointmentModule } from '../appointment/appointment.module.js';
import { CloseAccountOfStaff } from './application/close-staff-account.js';
import { InviteStaffMember } from './application/invite-staff.js';
import { ManagedAccounts } from './application/managed-accounts.js';
import { ResetSecondFactorOfStaff } from './application/reset-second-factor.js';
import { SessionsOfStaffMember } from './application/sessions-of-staff.js';
import { StaffAccountRepository } from './persistence/staff-account-repository.js';
import { StaffAccountRpc } from './rpc/staff-account.rpc.js';

@Module({
  imports: [AccountModule, AppointmentModule],
  providers: [
    CloseAccountOfStaff,
    InviteStaffMember,
    ManagedAccounts,
    ResetSecondFactorOfStaff,
    SessionsOfStaffMember,
    StaffAccountRepository,
  ],
  controllers: [StaffAccountRpc],
  exports: [ManagedAccounts],
})
export class StaffAccountModule {}
