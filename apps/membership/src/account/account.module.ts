import { Module } from '@nestjs/common';
import { SessionModule } from '../session/session.module.js';
import { AcceptStaffInvitation } from './application/accept-staff-invitation.js';
import { ChangeOwnPassword } from './application/change-own-password.js';
import { CheckOwnPassword } from './application/check-own-password.js';
import { IssueWorkerAccessCode } from './application/issue-worker-access-code.js';
import { OwnSecondFactor } from './application/own-second-factor.js';
import { SetPasswordOfWorker } from './application/set-password-of-worker.js';
import { AccountReader } from './persistence/account-reader.js';
import { AccountRepository } from './persistence/account-repository.js';
import { AccountRpc } from './rpc/account.rpc.js';
import { SecondFactorRpc } from './rpc/second-factor.rpc.js';

@Module({
  imports: [SessionModule],
  providers: [
    AcceptStaffInvitation,
    AccountReader,
    AccountRepository,
    ChangeOwnPassword,
    CheckOwnPassword,
    IssueWorkerAccessCode,
    OwnSecondFactor,
    SetPasswordOfWorker,
  ],
  controllers: [AccountRpc, SecondFactorRpc],
  exports: [AccountRepository, SessionModule],
})
export class AccountModule {}
