import { Module } from '@nestjs/common';
import { MembershipPlaceModule } from '../membership-place/membership-place.module.js';
import { AnswerTransfer } from './application/answer-transfer.js';
import { AskForTransfer } from './application/ask-for-transfer.js';
import { SettleDueTransfers } from './application/settle-due-transfers.js';
import { SettleTransfer } from './application/settle-transfer.js';
import { TransferReader } from './persistence/transfer-reader.js';
import { TransferRepository } from './persistence/transfer-repository.js';
import { TransferRpc } from './rpc/transfer.rpc.js';

@Module({
  imports: [MembershipPlaceModule],
  providers: [AnswerTransfer, AskForTransfer, SettleDueTransfers, SettleTransfer, TransferReader, TransferRepository],
  controllers: [TransferRpc],
  exports: [AskForTransfer, SettleDueTransfers, TransferReader, TransferRepository, MembershipPlaceModule],
})
export class TransferModule {}
