import {
  type Actor,
  type AttachmentBytes,
  ReadAttachment,
  ReadAttachmentRequest,
  StoreAttachment,
  StoreAttachmentRequest,
  type StoredAttachment,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Database, IdempotentCommands } from '@guantong/persistence';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ReadAttachmentUseCase } from '../application/read-attachment.js';
import { StoreAttachmentUseCase } from '../application/store-attachment.js';

@Controller()
export class AttachmentRpc {
  constructor(
    private readonly database: Database,
    private readonly commands: IdempotentCommands,
    private readonly storeAttachment: StoreAttachmentUseCase,
    private readonly readAttachment: ReadAttachmentUseCase,
  ) {}

  @RpcHandler(StoreAttachment)
  async store(@Payload() request: StoreAttachmentRequest, @CurrentActor() actor: Actor): Promise<StoredAttachment> {
    // An anonymous person's key is kept nowhere; a repeat leaves a photo that nobody claims, and it goes after a day.
    if (actor.kind === 'ANONYMOUS')
      return { attachmentId: await this.storeAttachment.run(this.database, actor, request) };
    return this.commands.run(StoreAttachment.subject, { ...request }, async (tx) => ({
      attachmentId: await this.storeAttachment.run(tx, actor, request),
    }));
  }

  @RpcHandler(ReadAttachment)
  read(@Payload() { attachmentId }: ReadAttachmentRequest, @CurrentActor() actor: Actor): Promise<AttachmentBytes> {
    return this.readAttachment.run(actor, attachmentId);
  }
}
