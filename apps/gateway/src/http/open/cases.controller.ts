import {
  AddMessageByCode,
  AddMessageByCodeRequest,
  ANONYMOUS,
  AnonymousCaseTaken,
  CaseByCode,
  ConfirmByCodeRequest,
  ConfirmCaseByCode,
  ReceiptCodeRequest,
  ReopenByCodeRequest,
  ReopenCaseByCode,
  SubmitCaseAnonymously,
  SubmitCaseAnonymouslyRequest,
  WithdrawByCodeRequest,
  WithdrawCaseByCode,
  WorkerCase,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Post } from '@nestjs/common';
import { Open } from '../../session/access.js';
import { Answers } from '../answers.js';

/**
 * Anonymous cases, followed by receipt code. The actor is always nobody: a session that the caller may also have is not
 * passed on. The code travels in the body: addresses end up in logs.
 */
@Controller('api/open/cases')
@Open()
export class OpenCasesController {
  constructor(private readonly rpc: RpcClient) {}

  @Post()
  @Answers(AnonymousCaseTaken, { status: 201, about: 'The receipt code is shown now and never again' })
  submit(@Body() body: SubmitCaseAnonymouslyRequest): Promise<AnonymousCaseTaken> {
    return this.rpc.call(SubmitCaseAnonymously, body, ANONYMOUS);
  }

  @Post('lookup')
  @Answers(WorkerCase)
  lookup(@Body() body: ReceiptCodeRequest): Promise<WorkerCase> {
    return this.rpc.call(CaseByCode, body, ANONYMOUS);
  }

  @Post('confirmation')
  @Answers(WorkerCase)
  confirm(@Body() body: ConfirmByCodeRequest): Promise<WorkerCase> {
    return this.rpc.call(ConfirmCaseByCode, body, ANONYMOUS);
  }

  @Post('reopening')
  @Answers(WorkerCase)
  reopen(@Body() body: ReopenByCodeRequest): Promise<WorkerCase> {
    return this.rpc.call(ReopenCaseByCode, body, ANONYMOUS);
  }

  @Post('withdrawal')
  @Answers(WorkerCase)
  withdraw(@Body() body: WithdrawByCodeRequest): Promise<WorkerCase> {
    return this.rpc.call(WithdrawCaseByCode, body, ANONYMOUS);
  }

  @Post('messages')
  @Answers(WorkerCase, { status: 201 })
  message(@Body() body: AddMessageByCodeRequest): Promise<WorkerCase> {
    return this.rpc.call(AddMessageByCode, body, ANONYMOUS);
  }
}
