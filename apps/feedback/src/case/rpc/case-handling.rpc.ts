import {
  AcknowledgeCase,
  AcknowledgeCaseRequest,
  type Actor,
  AssignCase,
  AssignCaseRequest,
  type DeskCase,
  RaiseCase,
  RaiseCaseRequest,
  ReturnCase,
  ReturnCaseRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AcknowledgeCaseUseCase } from '../application/acknowledge-case.js';
import { AssignCaseUseCase } from '../application/assign-case.js';
import { HandleCase } from '../application/handle-case.js';
import { RaiseCaseUseCase } from '../application/raise-case.js';
import { ReturnCaseUseCase } from '../application/return-case.js';

/** What staff do with a case, short of answering (see reply/). */
@Controller()
export class CaseHandlingRpc {
  constructor(
    private readonly handle: HandleCase,
    private readonly acknowledgeCase: AcknowledgeCaseUseCase,
    private readonly assignCase: AssignCaseUseCase,
    private readonly raiseCase: RaiseCaseUseCase,
    private readonly returnCase: ReturnCaseUseCase,
  ) {}

  @RpcHandler(AcknowledgeCase)
  acknowledge(@Payload() request: AcknowledgeCaseRequest, @CurrentActor() actor: Actor): Promise<DeskCase> {
    return this.handle.run(AcknowledgeCase.subject, actor, request, (tx) =>
      this.acknowledgeCase.run(tx, actor, request),
    );
  }

  @RpcHandler(AssignCase)
  assign(@Payload() request: AssignCaseRequest, @CurrentActor() actor: Actor): Promise<DeskCase> {
    return this.handle.run(AssignCase.subject, actor, request, (tx) => this.assignCase.run(tx, actor, request));
  }

  @RpcHandler(RaiseCase)
  raise(@Payload() request: RaiseCaseRequest, @CurrentActor() actor: Actor): Promise<DeskCase> {
    return this.handle.run(RaiseCase.subject, actor, request, (tx) => this.raiseCase.run(tx, actor, request));
  }

  @RpcHandler(ReturnCase)
  return(@Payload() request: ReturnCaseRequest, @CurrentActor() actor: Actor): Promise<DeskCase> {
    return this.handle.run(ReturnCase.subject, actor, request, (tx) => this.returnCase.run(tx, actor, request));
  }
}
