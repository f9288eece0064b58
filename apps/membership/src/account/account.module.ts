import { Module } from '@nestjs/common';
import { SessionModule } from '../session/session.module.js';
import { IssueWorkerAccessCode } from './application/issue-worker-access-code.js';
import { SetPasswordOfWorker } from './application/set-password-of-worker.js';
import { AccountReader } from './persistence/account-reader.js';
import { AccountRepository } from './persistence/account-repository.js';
import { AccountRpc } from './rpc/account.rpc.js';

@Module({
  imports: [SessionModule],
  providers: [AccountReader, AccountRepository, IssueWorkerAccessCode, SetPasswordOfWorker],
  controllers: [AccountRpc],
  exports: [AccountRepository, SessionModule],
})
export class AccountModule {}
