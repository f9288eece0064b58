import { Module } from '@nestjs/common';
import { GatherReceipts } from './application/gather-receipts.js';
import { KeepReceiptLog } from './application/keep-receipt-log.js';
import { ReceiptLogRepository } from './persistence/receipt-log-repository.js';
import { ReceiptRepository } from './persistence/receipt-repository.js';
import { ReceiptRpc } from './rpc/receipt.rpc.js';

@Module({
  controllers: [ReceiptRpc],
  providers: [ReceiptRepository, GatherReceipts, ReceiptLogRepository, KeepReceiptLog],
  exports: [GatherReceipts],
})
export class ReceiptModule {}
