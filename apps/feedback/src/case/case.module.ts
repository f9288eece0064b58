import { Module } from '@nestjs/common';
import { SlaModule } from '../sla/sla.module.js';
import { AcknowledgeCaseUseCase } from './application/acknowledge-case.js';
import { AddMessageUseCase } from './application/add-message.js';
import { AssignCaseUseCase } from './application/assign-case.js';
import { AssignToDutyOfficer } from './application/assign-to-duty-officer.js';
import { ConfirmCaseUseCase } from './application/confirm-case.js';
import { ForgetAnonymousSteps } from './application/forget-anonymous-steps.js';
import { FindCase } from './application/find-case.js';
import { HandleCase } from './application/handle-case.js';
import { MarkResolved } from './application/mark-resolved.js';
import { MaySee } from './application/may-see.js';
import { RaiseCaseUseCase } from './application/raise-case.js';
import { ReadCases } from './application/read-cases.js';
import { RecordStep } from './application/record-step.js';
import { ReopenCaseUseCase } from './application/reopen-case.js';
import { ReturnCaseUseCase } from './application/return-case.js';
import { TakeAnonymousStep } from './application/take-anonymous-step.js';
import { TakeUp } from './application/take-up.js';
import { UrgeCaseUseCase } from './application/urge-case.js';
import { WithdrawCaseUseCase } from './application/withdraw-case.js';
import { checkTransitions } from './domain/case-states.js';
import { OnCaseEscalated } from './messaging/on-case-escalated.js';
import { OnCaseSubmitted } from './messaging/on-case-submitted.js';
import { AnonymousStepRepository } from './persistence/anonymous-step-repository.js';
import { CaseChainRepository } from './persistence/case-chain-repository.js';
import { CaseFiguresQuery } from './persistence/case-figures-query.js';
import { CaseHistoryRepository } from './persistence/case-history-repository.js';
import { CaseLists } from './persistence/case-lists.js';
import { CaseRepository } from './persistence/case-repository.js';
import { CaseViews } from './persistence/case-views.js';
import { CaseFiguresRpc } from './rpc/case-figures.rpc.js';
import { CaseHandlingRpc } from './rpc/case-handling.rpc.js';
import { DeskCasesRpc } from './rpc/desk-cases.rpc.js';
import { OpenCasesRpc } from './rpc/open-cases.rpc.js';
import { WorkerCasesRpc } from './rpc/worker-cases.rpc.js';

const persistence = [
  CaseRepository,
  CaseChainRepository,
  CaseHistoryRepository,
  CaseViews,
  CaseLists,
  CaseFiguresQuery,
  AnonymousStepRepository,
];
const steps = [
  AcknowledgeCaseUseCase,
  AssignCaseUseCase,
  RaiseCaseUseCase,
  ReturnCaseUseCase,
  ConfirmCaseUseCase,
  ReopenCaseUseCase,
  WithdrawCaseUseCase,
  AddMessageUseCase,
  UrgeCaseUseCase,
];

/** Cases: their states, their way through the units, and who may see and do what. */
@Module({
  imports: [SlaModule],
  providers: [
    ...persistence,
    ...steps,
    FindCase,
    RecordStep,
    TakeUp,
    MarkResolved,
    HandleCase,
    ReadCases,
    MaySee,
    TakeAnonymousStep,
    AssignToDutyOfficer,
    ForgetAnonymousSteps,
    OnCaseSubmitted,
    OnCaseEscalated,
  ],
  controllers: [DeskCasesRpc, WorkerCasesRpc, OpenCasesRpc, CaseHandlingRpc, CaseFiguresRpc],
  exports: [
    AssignToDutyOfficer,
    FindCase,
    RecordStep,
    TakeUp,
    MarkResolved,
    HandleCase,
    ReadCases,
    MaySee,
    TakeAnonymousStep,
    ForgetAnonymousSteps,
  ],
})
export class CaseModule {
  constructor() {
    checkTransitions();
  }
}
