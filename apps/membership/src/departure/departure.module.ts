import { Module } from '@nestjs/common';
import { WorkerAccounts } from '../account/persistence/worker-accounts.js';
import { TransferModule } from '../transfer/transfer.module.js';
import { EndMembership } from './application/end-membership.js';
import { DepartureRpc } from './rpc/departure.rpc.js';

@Module({
  imports: [TransferModule],
  providers: [EndMembership, WorkerAccounts],
  controllers: [DepartureRpc],
})
export class DepartureModule {}
