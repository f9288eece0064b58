import { Module } from '@nestjs/common';
import { TransferModule } from '../transfer/transfer.module.js';
import { ApplyToJoinUnion } from './application/apply-to-join.js';
import { DecideJoining } from './application/decide-joining.js';
import { JoinCodes } from './persistence/join-codes.js';
import { JoinedWorkers } from './persistence/joined-workers.js';
import { JoiningReader } from './persistence/joining-reader.js';
import { JoiningRepository } from './persistence/joining-repository.js';
import { JoiningRpc } from './rpc/joining.rpc.js';

@Module({
  imports: [TransferModule],
  providers: [ApplyToJoinUnion, DecideJoining, JoinCodes, JoinedWorkers, JoiningReader, JoiningRepository],
  controllers: [JoiningRpc],
  exports: [JoiningRepository],
})
export class JoiningModule {}
