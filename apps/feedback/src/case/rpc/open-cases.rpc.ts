import {
  AddMessageByCode,
  AddMessageByCodeRequest,
  ANONYMOUS,
  CaseByCode,
  ConfirmByCodeRequest,
  ConfirmCaseByCode,
  ReceiptCodeRequest,
  ReopenByCodeRequest,
  ReopenCaseByCode,
  WithdrawByCodeRequest,
  WithdrawCaseByCode,
  type WorkerCase,
} from '@guantong/contracts';
import { RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AddMessageUseCase } from '../application/add-message.js';
import { ConfirmCaseUseCase } from '../application/confirm-case.js';
import { ReopenCaseUseCase } from '../application/reopen-case.js';
import { TakeAnonymousStep } from '../application/take-anonymous-step.js';
import { WithdrawCaseUseCase } from '../application/withdraw-case.js';

/** What anonymous people ask, with the receipt code for a key. Whoever else they may be logged in as is not looked at. */
@Controller()
export class OpenCasesRpc {
  constructor(
    private readonly step: TakeAnonymousStep,
    private readonly confirmCase: ConfirmCaseUseCase,
    private readonly reopenCase: ReopenCaseUseCase,
    private readonly withdrawCase: WithdrawCaseUseCase,
    private readonly addMessage: AddMessageUseCase,
  ) {}

  @RpcHandler(CaseByCode)
  get(@Payload() request: ReceiptCodeRequest): Promise<WorkerCase> {
    return this.step.read(request.receiptCode);
  }

  @RpcHandler(ConfirmCaseByCode)
  confirm(@Payload() request: ConfirmByCodeRequest): Promise<WorkerCase> {
    return this.step.run(ConfirmCaseByCode.subject, request, (tx, c) =>
      this.confirmCase.run(tx, ANONYMOUS, c, request),
    );
  }

  @RpcHandler(ReopenCaseByCode)
  reopen(@Payload() request: ReopenByCodeRequest): Promise<WorkerCase> {
    return this.step.run(ReopenCaseByCode.subject, request, (tx, c) => this.reopenCase.run(tx, ANONYMOUS, c, request));
  }

  @RpcHandler(WithdrawCaseByCode)
  withdraw(@Payload() request: WithdrawByCodeRequest): Promise<WorkerCase> {
    return this.step.run(WithdrawCaseByCode.subject, request, (tx, c) =>
      this.withdrawCase.run(tx, ANONYMOUS, c, request),
    );
  }

  @RpcHandler(AddMessageByCode)
  message(@Payload() request: AddMessageByCodeRequest): Promise<WorkerCase> {
    return this.step.run(AddMessageByCode.subject, request, (tx, c) => this.addMessage.run(tx, ANONYMOUS, c, request));
  }
}
