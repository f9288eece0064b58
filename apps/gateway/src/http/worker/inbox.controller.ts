import {
  type Actor,
  ConfirmationView,
  ConfirmPost,
  Inbox,
  InboxPage,
  InboxPost,
  InboxRequest,
  OpenPost,
  RecordedReceipts,
  RecordReceipts,
  RecordReceiptsRequest,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ForWorker } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** A worker's own inbox. */
@ApiTags('worker: inbox')
@Controller('api/worker')
export class InboxController {
  constructor(private readonly rpc: RpcClient) {}

  /** What came to the worker's union for him, latest first. */
  @Get('inbox')
  @ForWorker()
  @Answers(InboxPage)
  inbox(@Query() request: InboxRequest, @HttpActor() actor: Actor) {
    return this.rpc.call(Inbox, { ...request }, actor);
  }

  /** A post with its body and every note on the way. Reading it is recorded. */
  @Get('posts/:postId')
  @ForWorker()
  @Answers(InboxPost)
  open(@Param('postId') postId: string, @HttpActor() actor: Actor) {
    return this.rpc.call(OpenPost, { postId }, actor);
  }

  /** The worker signs that he has taken note of the post. */
  @Post('posts/:postId/confirmation')
  @ForWorker()
  @Answers(ConfirmationView)
  confirm(@Param('postId') postId: string, @HttpActor() actor: Actor) {
    return this.rpc.call(ConfirmPost, { postId }, actor);
  }

  /** Receipts that a phone has gathered while it was offline. */
  @Post('receipts')
  @ForWorker()
  @Answers(RecordedReceipts)
  record(@Body() request: RecordReceiptsRequest, @HttpActor() actor: Actor) {
    return this.rpc.call(RecordReceipts, { ...request }, actor);
  }
}
