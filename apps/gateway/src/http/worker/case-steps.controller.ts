import {
  type Actor,
  AddMessageBody,
  AddMessageToCase,
  ConfirmCase,
  ConfirmCaseBody,
  ReopenCase,
  ReopenCaseBody,
  UrgeCase,
  WithdrawCase,
  WithdrawCaseBody,
  WorkerCase,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { ForWorker } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** What a worker can do with an own case, as nouns. Each answers with the case as it then is. */
@Controller('api/worker/cases/:caseId')
@ForWorker()
export class WorkerCaseStepsController {
  constructor(private readonly rpc: RpcClient) {}

  @Post('confirmation')
  @Answers(WorkerCase)
  confirm(
    @Param('caseId') caseId: string,
    @Body() body: ConfirmCaseBody,
    @HttpActor() actor: Actor,
  ): Promise<WorkerCase> {
    return this.rpc.call(ConfirmCase, { ...body, caseId }, actor);
  }

  @Post('reopening')
  @Answers(WorkerCase)
  reopen(
    @Param('caseId') caseId: string,
    @Body() body: ReopenCaseBody,
    @HttpActor() actor: Actor,
  ): Promise<WorkerCase> {
    return this.rpc.call(ReopenCase, { ...body, caseId }, actor);
  }

  @Post('withdrawal')
  @Answers(WorkerCase)
  withdraw(
    @Param('caseId') caseId: string,
    @Body() body: WithdrawCaseBody,
    @HttpActor() actor: Actor,
  ): Promise<WorkerCase> {
    return this.rpc.call(WithdrawCase, { ...body, caseId }, actor);
  }

  @Post('messages')
  @Answers(WorkerCase, { status: 201 })
  message(
    @Param('caseId') caseId: string,
    @Body() body: AddMessageBody,
    @HttpActor() actor: Actor,
  ): Promise<WorkerCase> {
    return this.rpc.call(AddMessageToCase, { ...body, caseId }, actor);
  }

  @Post('urge')
  @Answers(WorkerCase, { about: 'At most once a day' })
  urge(@Param('caseId') caseId: string, @HttpActor() actor: Actor): Promise<WorkerCase> {
    return this.rpc.call(UrgeCase, { caseId }, actor);
  }
}
