import {
  type Actor,
  type DeskCase,
  ReplyToCase,
  ReplyToCaseRequest,
  ResolveCase,
  ResolveCaseRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { HandleCase } from '../../case/application/handle-case.js';
import { ReplyToCaseUseCase } from '../application/reply-to-case.js';
import { ResolveCaseUseCase } from '../application/resolve-case.js';

@Controller()
export class ReplyRpc {
  constructor(
    private readonly handle: HandleCase,
    private readonly replyToCase: ReplyToCaseUseCase,
    private readonly resolveCase: ResolveCaseUseCase,
  ) {}

  @RpcHandler(ReplyToCase)
  reply(@Payload() request: ReplyToCaseRequest, @CurrentActor() actor: Actor): Promise<DeskCase> {
    return this.handle.run(ReplyToCase.subject, actor, request, (tx) => this.replyToCase.run(tx, actor, request));
  }

  @RpcHandler(ResolveCase)
  resolve(@Payload() request: ResolveCaseRequest, @CurrentActor() actor: Actor): Promise<DeskCase> {
    return this.handle.run(ResolveCase.subject, actor, request, (tx) => this.resolveCase.run(tx, actor, request));
  }
}
