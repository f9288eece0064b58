import { Module } from '@nestjs/common';
import { CaseModule } from '../case/case.module.js';
import { ReplyToCaseUseCase } from './application/reply-to-case.js';
import { ResolveCaseUseCase } from './application/resolve-case.js';
import { ReplyRepository } from './persistence/reply-repository.js';
import { ReplyRpc } from './rpc/reply.rpc.js';

/** Answers, and their way down the chain to the worker. */
@Module({
  imports: [CaseModule],
  providers: [ReplyRepository, ReplyToCaseUseCase, ResolveCaseUseCase],
  controllers: [ReplyRpc],
})
export class ReplyModule {}
