import {
  type Actor,
  type AnonymousCaseTaken,
  type CaseTaken,
  SubmitCase,
  SubmitCaseAnonymously,
  SubmitCaseAnonymouslyRequest,
  SubmitCaseForWorker,
  SubmitCaseForWorkerRequest,
  SubmitCaseRequest,
  type WorkerCase,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { IdempotentCommands } from '@guantong/persistence';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { CheckWorker } from '../application/check-worker.js';
import { SubmitCaseAnonymouslyUseCase } from '../application/submit-case-anonymously.js';
import { SubmitCaseForWorkerUseCase } from '../application/submit-case-for-worker.js';
import { SubmitCaseUseCase } from '../application/submit-case.js';

@Controller()
export class IntakeRpc {
  constructor(
    private readonly commands: IdempotentCommands,
    private readonly checkWorker: CheckWorker,
    private readonly submitCase: SubmitCaseUseCase,
    private readonly submitForWorker: SubmitCaseForWorkerUseCase,
    private readonly submitAnonymously: SubmitCaseAnonymouslyUseCase,
  ) {}

  @RpcHandler(SubmitCase)
  submit(@Payload() request: SubmitCaseRequest, @CurrentActor() actor: Actor): Promise<WorkerCase> {
    return this.commands.run(SubmitCase.subject, { ...request }, (tx) => this.submitCase.run(tx, actor, request));
  }

  @RpcHandler(SubmitCaseForWorker)
  async forWorker(@Payload() request: SubmitCaseForWorkerRequest, @CurrentActor() actor: Actor): Promise<CaseTaken> {
    // Asked before the transaction, which must not wait for another service.
    if (request.workerId) await this.checkWorker.run(actor, request.workerId);
    return this.commands.run(SubmitCaseForWorker.subject, { ...request }, (tx) =>
      this.submitForWorker.run(tx, actor, request),
    );
  }

  /** The actor is not even read. */
  @RpcHandler(SubmitCaseAnonymously)
  anonymously(@Payload() request: SubmitCaseAnonymouslyRequest): Promise<AnonymousCaseTaken> {
    return this.submitAnonymously.run(request);
  }
}
