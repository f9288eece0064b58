import {
  type Actor,
  CaseSummaryPage,
  MyCase,
  MyCases,
  MyCasesRequest,
  SubmitCase,
  SubmitCaseRequest,
  WorkerCase,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ForWorker } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** What a worker has said, and what became of it. */
@Controller('api/worker/cases')
@ForWorker()
export class WorkerCasesController {
  constructor(private readonly rpc: RpcClient) {}

  @Post()
  @Answers(WorkerCase, { status: 201 })
  submit(@Body() body: SubmitCaseRequest, @HttpActor() actor: Actor): Promise<WorkerCase> {
    return this.rpc.call(SubmitCase, body, actor);
  }

  @Get()
  @Answers(CaseSummaryPage, { about: 'Latest first' })
  list(@Query() query: MyCasesRequest, @HttpActor() actor: Actor): Promise<CaseSummaryPage> {
    return this.rpc.call(MyCases, query, actor);
  }

  @Get(':caseId')
  @Answers(WorkerCase)
  get(@Param('caseId') caseId: string, @HttpActor() actor: Actor): Promise<WorkerCase> {
    return this.rpc.call(MyCase, { caseId }, actor);
  }
}
