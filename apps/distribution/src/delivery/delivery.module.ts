import { Module } from '@nestjs/common';
import { ReceiptModule } from '../receipt/receipt.module.js';
import { DeliverToMembers } from './application/deliver-to-members.js';
import { ReadInbox } from './application/read-inbox.js';
import { DeliveryRepository } from './persistence/delivery-repository.js';
import { InboxRepository } from './persistence/inbox-repository.js';
import { JointInboxRepository } from './persistence/joint-inbox-repository.js';
import { InboxRpc } from './rpc/inbox.rpc.js';

@Module({
  imports: [ReceiptModule],
  controllers: [InboxRpc],
  providers: [DeliveryRepository, DeliverToMembers, InboxRepository, JointInboxRepository, ReadInbox],
  exports: [DeliverToMembers],
})
export class DeliveryModule {}
