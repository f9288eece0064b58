import {
  type Actor,
  ConfirmPost,
  Inbox,
  InboxRequest,
  OpenPost,
  OpenPostRequest,
  requireWorker,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ReadInbox } from '../application/read-inbox.js';

/** Who asks is the only worker whose inbox can be asked for. */
@Controller()
export class InboxRpc {
  constructor(private readonly inbox: ReadInbox) {}

  @RpcHandler(Inbox)
  list(@Payload() request: InboxRequest, @CurrentActor() actor: Actor) {
    return this.inbox.list(requireWorker(actor), request);
  }

  @RpcHandler(OpenPost)
  open(@Payload() request: OpenPostRequest, @CurrentActor() actor: Actor) {
    return this.inbox.open(requireWorker(actor), request.postId);
  }

  @RpcHandler(ConfirmPost)
  confirm(@Payload() request: OpenPostRequest, @CurrentActor() actor: Actor) {
    return this.inbox.confirm(requireWorker(actor), request.postId);
  }
}
