import {
  type Actor,
  CaseCounts,
  CaseFilter,
  CaseTaken,
  DeskCase,
  DeskCaseById,
  DeskCaseCounts,
  DeskCasePage,
  DeskCases,
  DeskCasesRequest,
  SubmitCaseForWorker,
  SubmitCaseForWorkerRequest,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** Cases as union staff see them: those that are or were with their units, and what is assigned to them. */
@Controller('api/desk')
export class DeskCasesController {
  constructor(private readonly rpc: RpcClient) {}

  @Get('cases')
  @ForStaff('case.read')
  @Answers(DeskCasePage, { about: 'Latest first' })
  list(@Query() query: DeskCasesRequest, @HttpActor() actor: Actor): Promise<DeskCasePage> {
    return this.rpc.call(DeskCases, query, actor);
  }

  @Get('case-counts')
  @ForStaff('case.read')
  @Answers(CaseCounts)
  count(@Query() filter: CaseFilter, @HttpActor() actor: Actor): Promise<CaseCounts> {
    return this.rpc.call(DeskCaseCounts, filter, actor);
  }

  @Get('cases/:caseId')
  @ForStaff('case.read')
  @Answers(DeskCase)
  get(@Param('caseId') caseId: string, @HttpActor() actor: Actor): Promise<DeskCase> {
    return this.rpc.call(DeskCaseById, { caseId }, actor);
  }

  @Post('cases')
  @ForStaff('case.submit_for_worker')
  @Answers(CaseTaken, { status: 201, about: 'Written down for a worker; tell the number' })
  submit(@Body() body: SubmitCaseForWorkerRequest, @HttpActor() actor: Actor): Promise<CaseTaken> {
    return this.rpc.call(SubmitCaseForWorker, body, actor);
  }
}
