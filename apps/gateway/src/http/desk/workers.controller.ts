import {
  type Actor,
  FindWorkers,
  FindWorkersRequest,
  GetWorker,
  IssueAccessCode,
  IssuedAccessCode,
  RevealedPhone,
  RevealPhone,
  SetWorkerPassword,
  SetWorkerPasswordBody,
  WorkerIdRequest,
  WorkerPage,
  WorkerView,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** Workers as union staff see them, and how workers come to log in. */
@Controller('api/desk/workers')
export class DeskWorkersController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @ForStaff('worker.names.read')
  @Answers(WorkerPage, { about: 'By card number, phone, or how the name begins; the first 20' })
  find(@Query() query: FindWorkersRequest, @HttpActor() actor: Actor): Promise<WorkerPage> {
    return this.rpc.call(FindWorkers, query, actor);
  }

  @Get(':workerId')
  @ForStaff('worker.names.read')
  @Answers(WorkerView)
  get(@Param('workerId') workerId: string, @HttpActor() actor: Actor): Promise<WorkerView> {
    return this.rpc.call(GetWorker, { workerId }, actor);
  }

  @Post(':workerId/phone-reveal')
  @ForStaff('worker.access.issue')
  @Answers(RevealedPhone, { about: 'The whole number; that you saw it is written down' })
  reveal(@Param('workerId') workerId: string, @HttpActor() actor: Actor): Promise<RevealedPhone> {
    return this.rpc.call(RevealPhone, { workerId }, actor);
  }

  @Post(':workerId/access-codes')
  @ForStaff('worker.access.issue')
  @Answers(IssuedAccessCode, { status: 201, about: 'For one log-in within seven days; shown this once' })
  issueCode(@Param('workerId') workerId: string, @HttpActor() actor: Actor): Promise<IssuedAccessCode> {
    return this.rpc.call(IssueAccessCode, { workerId }, actor);
  }

  @Put(':workerId/password')
  @ForStaff('roster.manage')
  @Answers(WorkerIdRequest, { about: 'Set; sessions of the worker have ended' })
  setPassword(
    @Param('workerId') workerId: string,
    @Body() body: SetWorkerPasswordBody,
    @HttpActor() actor: Actor,
  ): Promise<WorkerIdRequest> {
    return this.rpc.call(SetWorkerPassword, { ...body, workerId }, actor);
  }
}
