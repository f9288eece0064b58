import { Module } from '@nestjs/common';
import { WorkerAccounts } from '../account/persistence/worker-accounts.js';
import { TransferModule } from '../transfer/transfer.module.js';
import { EraseWorker } from './application/erase-worker.js';
import { ErasureRepository } from './persistence/erasure-repository.js';
import { ForgetInImports } from './persistence/forget-in-imports.js';
import { ErasureRpc } from './rpc/erasure.rpc.js';

@Module({
  imports: [TransferModule],
  providers: [EraseWorker, ErasureRepository, ForgetInImports, WorkerAccounts],
  controllers: [ErasureRpc],
})
export class ErasureModule {}
