import { Module } from '@nestjs/common';
import { CaseModule } from '../case/case.module.js';
import { ReadAttachmentUseCase } from './application/read-attachment.js';
import { RemoveUnusedAttachments } from './application/remove-unused-attachments.js';
import { StoreAttachmentUseCase } from './application/store-attachment.js';
import { AttachmentRepository } from './persistence/attachment-repository.js';
import { AttachmentRpc } from './rpc/attachment.rpc.js';

/** Photos of cases. */
@Module({
  imports: [CaseModule],
  providers: [AttachmentRepository, StoreAttachmentUseCase, ReadAttachmentUseCase, RemoveUnusedAttachments],
  controllers: [AttachmentRpc],
  exports: [RemoveUnusedAttachments],
})
export class AttachmentModule {}
