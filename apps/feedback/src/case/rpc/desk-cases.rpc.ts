import {
  type Actor,
  type CaseCounts,
  CaseFilter,
  CaseIdRequest,
  type DeskCase,
  DeskCaseById,
  DeskCaseCounts,
  type DeskCasePage,
  DeskCases,
  DeskCasesRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ReadCases } from '../application/read-cases.js';

@Controller()
export class DeskCasesRpc {
  constructor(private readonly read: ReadCases) {}

  @RpcHandler(DeskCases)
  list(@Payload() request: DeskCasesRequest, @CurrentActor() actor: Actor): Promise<DeskCasePage> {
    return this.read.listForStaff(actor, request);
  }

  @RpcHandler(DeskCaseCounts)
  count(@Payload() filter: CaseFilter, @CurrentActor() actor: Actor): Promise<CaseCounts> {
    return this.read.countForStaff(actor, filter);
  }

  @RpcHandler(DeskCaseById)
  get(@Payload() { caseId }: CaseIdRequest, @CurrentActor() actor: Actor): Promise<DeskCase> {
    return this.read.forStaff(actor, caseId);
  }
}
