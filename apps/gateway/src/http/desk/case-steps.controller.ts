import {
  AcknowledgeCase,
  AcknowledgeCaseBody,
  type Actor,
  AssignCase,
  AssignCaseBody,
  DeskCase,
  RaiseCase,
  RaiseCaseBody,
  ReplyToCase,
  ReplyToCaseBody,
  ResolveCase,
  ResolveCaseBody,
  ReturnCase,
  ReturnCaseBody,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** What a unit does with a case it has, as nouns. Each answers with the case as it then is. */
@Controller('api/desk/cases/:caseId')
@ForStaff('case.handle')
export class DeskCaseStepsController {
  constructor(private readonly rpc: RpcClient) {}

  @Post('acknowledgement')
  @Answers(DeskCase)
  acknowledge(
    @Param('caseId') caseId: string,
    @Body() body: AcknowledgeCaseBody,
    @HttpActor() actor: Actor,
  ): Promise<DeskCase> {
    return this.rpc.call(AcknowledgeCase, { ...body, caseId }, actor);
  }

  @Post('assignment')
  @Answers(DeskCase)
  assign(@Param('caseId') caseId: string, @Body() body: AssignCaseBody, @HttpActor() actor: Actor): Promise<DeskCase> {
    return this.rpc.call(AssignCase, { ...body, caseId }, actor);
  }

  @Post('raising')
  @Answers(DeskCase, { about: 'Now with the unit above' })
  raise(@Param('caseId') caseId: string, @Body() body: RaiseCaseBody, @HttpActor() actor: Actor): Promise<DeskCase> {
    return this.rpc.call(RaiseCase, { ...body, caseId }, actor);
  }

  @Post('returning')
  @Answers(DeskCase, { about: 'Now with the unit below that it came from' })
  return(@Param('caseId') caseId: string, @Body() body: ReturnCaseBody, @HttpActor() actor: Actor): Promise<DeskCase> {
    return this.rpc.call(ReturnCase, { ...body, caseId }, actor);
  }

  @Post('replies')
  @Answers(DeskCase, { status: 201, about: 'With the answer, which has gone down to the worker' })
  reply(@Param('caseId') caseId: string, @Body() body: ReplyToCaseBody, @HttpActor() actor: Actor): Promise<DeskCase> {
    return this.rpc.call(ReplyToCase, { ...body, caseId }, actor);
  }

  @Post('resolution')
  @Answers(DeskCase, { about: 'Waits for the worker to confirm' })
  resolve(
    @Param('caseId') caseId: string,
    @Body() body: ResolveCaseBody,
    @HttpActor() actor: Actor,
  ): Promise<DeskCase> {
    return this.rpc.call(ResolveCase, { ...body, caseId }, actor);
  }
}
