import {
  type Actor,
  AddMessageRequest,
  AddMessageToCase,
  CaseIdRequest,
  type CaseSummaryPage,
  ConfirmCase,
  ConfirmCaseRequest,
  MyCase,
  MyCases,
  MyCasesRequest,
  ReopenCase,
  ReopenCaseRequest,
  UrgeCase,
  WithdrawCase,
  WithdrawCaseRequest,
  type WorkerCase,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { IdempotentCommands, type Tx } from '@guantong/persistence';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AddMessageUseCase } from '../application/add-message.js';
import { ConfirmCaseUseCase } from '../application/confirm-case.js';
import { FindCase } from '../application/find-case.js';
import { ReadCases } from '../application/read-cases.js';
import { ReopenCaseUseCase } from '../application/reopen-case.js';
import { UrgeCaseUseCase } from '../application/urge-case.js';
import { WithdrawCaseUseCase } from '../application/withdraw-case.js';
import type { FeedbackCase } from '../domain/feedback-case.js';

/** What workers ask of their own cases. */
@Controller()
export class WorkerCasesRpc {
  constructor(
    private readonly commands: IdempotentCommands,
    private readonly read: ReadCases,
    private readonly find: FindCase,
    private readonly confirmCase: ConfirmCaseUseCase,
    private readonly reopenCase: ReopenCaseUseCase,
    private readonly withdrawCase: WithdrawCaseUseCase,
    private readonly addMessage: AddMessageUseCase,
    private readonly urgeCase: UrgeCaseUseCase,
  ) {}

  @RpcHandler(MyCases)
  list(@Payload() request: MyCasesRequest, @CurrentActor() actor: Actor): Promise<CaseSummaryPage> {
    return this.read.listForWorker(actor, request);
  }

  @RpcHandler(MyCase)
  get(@Payload() { caseId }: CaseIdRequest, @CurrentActor() actor: Actor): Promise<WorkerCase> {
    return this.read.forWorker(actor, caseId);
  }

  @RpcHandler(ConfirmCase)
  confirm(@Payload() request: ConfirmCaseRequest, @CurrentActor() actor: Actor): Promise<WorkerCase> {
    return this.step(ConfirmCase.subject, request, actor, (tx, c) => this.confirmCase.run(tx, actor, c, request));
  }

  @RpcHandler(ReopenCase)
  reopen(@Payload() request: ReopenCaseRequest, @CurrentActor() actor: Actor): Promise<WorkerCase> {
    return this.step(ReopenCase.subject, request, actor, (tx, c) => this.reopenCase.run(tx, actor, c, request));
  }

  @RpcHandler(WithdrawCase)
  withdraw(@Payload() request: WithdrawCaseRequest, @CurrentActor() actor: Actor): Promise<WorkerCase> {
    return this.step(WithdrawCase.subject, request, actor, (tx, c) => this.withdrawCase.run(tx, actor, c, request));
  }

  @RpcHandler(AddMessageToCase)
  message(@Payload() request: AddMessageRequest, @CurrentActor() actor: Actor): Promise<WorkerCase> {
    return this.step(AddMessageToCase.subject, request, actor, (tx, c) => this.addMessage.run(tx, actor, c, request));
  }

  @RpcHandler(UrgeCase)
  urge(@Payload() request: CaseIdRequest, @CurrentActor() actor: Actor): Promise<WorkerCase> {
    return this.step(UrgeCase.subject, request, actor, (tx, c) => this.urgeCase.run(tx, actor, c));
  }

  private step(
    subject: string,
    request: CaseIdRequest & { version?: number },
    actor: Actor,
    take: (tx: Tx, c: FeedbackCase) => Promise<void>,
  ): Promise<WorkerCase> {
    return this.commands.run(subject, { ...request }, async (tx) => {
      await take(tx, await this.find.ofWorker(tx, actor, request));
      return this.read.forWorker(actor, request.caseId, tx);
    });
  }
}
